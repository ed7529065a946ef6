"""What drafts speak of, kept for the desk's filters."""

from django.conf import settings
from django.db import models


class DraftProduct(models.Model):
    """The newest draft of a story carries this product on a card, in a fact table or in a fact of its text.

    What went out has `ReleaseProduct`; a draft is JSON in its revision, in which no query can look.
    """

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="draft_products")
    product = models.ForeignKey("products.Product", on_delete=models.CASCADE, related_name="drafts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "product"], name="a_draft_carries_a_product_once")]


class DraftAuthor(models.Model):
    """The newest draft of a story names this person as an author; who may edit the story hangs on it."""

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="draft_authors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "person"], name="a_draft_names_an_author_once")]
