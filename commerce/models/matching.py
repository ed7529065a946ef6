"""SKUs that people said belong to one of our offers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.models import Platform


class SkuMatch(models.Model):
    """A shop's SKU that is sold as one of our offers though the offer bears another number: an old listing,
    another pack. `unit_grams` is what a buyer of one unit gets."""

    platform = models.CharField(_("shop"), max_length=8, choices=Platform.choices)
    sku = models.CharField("SKU", max_length=64)
    offer = models.ForeignKey("products.Offer", on_delete=models.PROTECT, related_name="+", verbose_name=_("offer"))
    unit_grams = models.PositiveIntegerField(_("net grams per unit"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("matched SKU")
        verbose_name_plural = _("matched SKUs")
        constraints = [models.UniqueConstraint(fields=["platform", "sku"], name="one_match_of_a_sku")]

    def __str__(self) -> str:
        return f"{self.platform} {self.sku}"
