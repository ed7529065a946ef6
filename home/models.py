"""The front page, one per language; what readers did together, in sums; changes that kept pages have to follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from products.gate import GatedPageMixin
from products.models import ProductPage
from products.showing import BakedPage
from stories.models import StoryPage


class HomePage(BakedPage, GatedPageMixin, Page):
    lead = models.TextField(_("lead"), blank=True)
    hero = models.ForeignKey(
        "products.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("picture")
    )

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("hero")]
    subpage_types = ["stories.StoryIndexPage", "products.ProductIndexPage"]
    is_structure = True
    max_count = 4
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request, path_components):
        """A story or a product of one of its lists in a query or two, where Wagtail takes five."""
        if len(path_components) == 2:
            address = f"{self.url_path}{'/'.join(path_components)}/"
            for kind in (StoryPage, ProductPage):
                # The slug has an index, the address has none.
                found = kind.objects.filter(slug=path_components[1], url_path=address)
                if page := found.select_related("locale").first():
                    return page.route(request, [])
        return super().route(request, path_components)

    def shown_sets(self) -> list[str]:
        language = self.locale.language_code
        return [f"stories:{language}", f"products:{language}"]

    def get_context(self, request, *args, **kwargs) -> dict:
        from home.front import front_page
        from products.models import Photo
        from products.pictures import with_sizes

        context = super().get_context(request, *args, **kwargs)
        hero = with_sizes(Photo.objects.filter(pk=self.hero_id)).first() if self.hero_id else None
        return {**context, **front_page(self, request), "hero": hero}


class Together(models.Model):
    """How many people bought both products, or went to the shop for both on one day. Written by `home.together` alone.

    Sums only, and none of fewer people than may be published: who they were is not known here.
    """

    class Kind(models.TextChoices):
        BOUGHT = "bought", _("bought both")
        FOLLOWED = "followed", _("went to the shop for both")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    product = models.ForeignKey("products.Product", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("products.Product", on_delete=models.CASCADE, related_name="+")
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "other", "kind"], name="one_sum_of_a_pair")]


class Followed(models.Model):
    """How often readers went from a story, in any of its languages, to a shop of late. Written by `home.together`."""

    translation_key = models.UUIDField(primary_key=True)
    times = models.PositiveIntegerField()


class BakedChange(models.Model):
    """What was written, as keys of `home.baking`; in the transaction that wrote it."""

    keys = models.JSONField()
    at = models.DateTimeField(auto_now_add=True, db_index=True)
