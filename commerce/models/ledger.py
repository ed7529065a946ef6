"""The ledger: append-only entries; every figure that is shown is a sum over them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    SALE = "sale", _("Sale")
    REVERSAL = "reversal", _("Reversal")


class EntryReason(models.TextChoices):
    PAID = "paid", _("Paid")
    MATCHED = "matched", _("Matched later")
    RETURNED = "returned", _("Returned in part")
    REFUNDED = "refunded", _("Returned in full")
    INVALID = "invalid", _("Cancelled or not valid")
    UNPAID = "unpaid", _("Not paid")
    RESTATED = "restated", _("Restated by the shop")
    UNDONE = "undone", _("Import undone")


class LedgerEntry(models.Model):
    """One change of what an order line counts for. Fen and grams are signed integers.

    Product, story, channel and place are copied at writing, so that a sum needs no joins and an
    old figure stays what it was. `day` is the order's day in China time. Story and channel are
    empty where the order names no link of ours: unattributed, never guessed.
    """

    line = models.ForeignKey("commerce.OrderLine", on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=8, choices=EntryKind.choices)
    reason = models.CharField(max_length=8, choices=EntryReason.choices)
    units = models.IntegerField()
    grams = models.BigIntegerField()
    fen = models.BigIntegerField()
    # The indexes below begin with product and story: those of their own would be written and never read.
    product = models.ForeignKey(
        "products.Product", on_delete=models.PROTECT, related_name="ledger_entries", db_index=False
    )
    place = models.ForeignKey("products.Place", on_delete=models.PROTECT, related_name="+")
    story = models.ForeignKey(
        "stories.StoryPage", null=True, on_delete=models.PROTECT, related_name="ledger_entries", db_index=False
    )
    channel = models.CharField(max_length=20, blank=True)
    placement = models.CharField(max_length=64, blank=True)
    platform = models.CharField(max_length=8)
    order_id = models.CharField(max_length=64)
    buyer = models.CharField(max_length=32)
    day = models.DateField(db_index=True)
    ordered_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        indexes = [
            models.Index(fields=["product", "day"]),
            models.Index(fields=["story", "channel"]),
            # Finds the first entry of a buyer and of an order, whose id is their number in the roll-ups.
            models.Index(fields=["buyer"]),
            models.Index(fields=["order_id"]),
        ]

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None:
            raise TypeError("ledger entries are written once")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("ledger entries are never deleted")
