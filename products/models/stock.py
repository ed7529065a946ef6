"""What is left to sell: counted by hand, taken down by orders."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

_ONCE = ~models.Q(reference="")


class Change(models.Model):
    """One change of a stock, append-only; `left_grams` is what was left after it.

    A count by a person sets the stock, an order takes from it and its return gives back.
    `reference` names what caused it (`ledger:…`), once; empty for a count.
    """

    grams = models.BigIntegerField(_("change in grams"))
    left_grams = models.BigIntegerField(_("left in grams"))
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        abstract = True


class StockChange(Change):
    """Of all that is left of a product, whoever sells it."""

    product = models.ForeignKey("products.Product", on_delete=models.PROTECT, related_name="stock_changes")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("change of stock")
        verbose_name_plural = _("changes of stock")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "reference"], condition=_ONCE, name="one_stock_change_of_a_cause"
            )
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.grams:+d} g"


class OfferStockChange(Change):
    """Of what one shop has left of its own offer."""

    offer = models.ForeignKey("products.Offer", on_delete=models.PROTECT, related_name="stock_changes")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("change of an offer's stock")
        verbose_name_plural = _("changes of an offer's stock")
        constraints = [
            models.UniqueConstraint(fields=["offer", "reference"], condition=_ONCE, name="one_offer_change_of_a_cause")
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.grams:+d} g"
