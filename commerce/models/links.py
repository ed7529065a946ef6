"""Purchase links: story × channel × placement × offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PurchaseLink(models.Model):
    """`code` is derived from the other four (`commerce.links.code_for`), so republishing keeps it.

    `channel` is a channel key, or `web` for our own site. `placement` is a block id.
    """

    code = models.CharField(max_length=32, primary_key=True)
    story = models.ForeignKey("stories.StoryPage", on_delete=models.PROTECT, related_name="purchase_links")
    channel = models.CharField(_("channel"), max_length=20)
    placement = models.CharField(_("placement"), max_length=64)
    offer = models.ForeignKey("products.Offer", on_delete=models.PROTECT, related_name="purchase_links")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("purchase link")
        verbose_name_plural = _("purchase links")
        constraints = [
            models.UniqueConstraint(fields=["story", "channel", "placement", "offer"], name="one_link_of_a_place"),
        ]

    def __str__(self) -> str:
        return self.code
