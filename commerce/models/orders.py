"""Orders as the shops report them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.models import Platform


class OrderState(models.TextChoices):
    UNPAID = "unpaid", _("Unpaid")
    PAID = "paid", _("Paid")
    RECEIVED = "received", _("Received")
    SETTLED = "settled", _("Settled")
    REFUNDED = "refunded", _("Refunded")
    INVALID = "invalid", _("Invalid")


class OrderImport(models.Model):
    """One file taken in, all or nothing; the same bytes again change nothing."""

    platform = models.CharField(_("shop"), max_length=8, choices=Platform.choices)
    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    rows = models.PositiveIntegerField(_("rows"))
    added = models.PositiveIntegerField(_("new lines"))
    changed = models.PositiveIntegerField(_("changed lines"))
    unchanged = models.PositiveIntegerField(_("unchanged lines"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("order import")
        verbose_name_plural = _("order imports")


class OrderLine(models.Model):
    """The newest word of a shop about one line of an order. Buyers are keyed hashes, never names."""

    platform = models.CharField(_("shop"), max_length=8, choices=Platform.choices)
    line_id = models.CharField(_("line id"), max_length=64)
    order_id = models.CharField(_("order id"), max_length=64)
    sku = models.CharField("SKU", max_length=64)
    # Empty where the SKU is not (yet) one of ours: shown for matching, not counted.
    offer = models.ForeignKey(
        "products.Offer", null=True, blank=True, on_delete=models.PROTECT, related_name="order_lines"
    )
    link = models.ForeignKey(
        "commerce.PurchaseLink", null=True, blank=True, on_delete=models.PROTECT, related_name="order_lines"
    )
    quantity = models.PositiveIntegerField(_("quantity"))
    returned = models.PositiveIntegerField(_("returned"), default=0)
    paid_fen = models.BigIntegerField(_("paid, in fen"))
    state = models.CharField(_("state"), max_length=8, choices=OrderState.choices)
    buyer = models.CharField(_("buyer (keyed hash)"), max_length=32, blank=True)
    sub_id = models.CharField(_("sub id"), max_length=80, blank=True)
    ordered_at = models.DateTimeField(_("ordered at"), db_index=True)
    modified_at = models.DateTimeField(_("changed at"))
    last_import = models.ForeignKey(OrderImport, null=True, blank=True, on_delete=models.SET_NULL, related_name="lines")

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = [models.UniqueConstraint(fields=["platform", "line_id"], name="one_row_of_an_order_line")]
