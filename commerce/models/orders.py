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


# What counts as bought.
SOLD = (OrderState.PAID, OrderState.RECEIVED, OrderState.SETTLED)


class ImportState(models.TextChoices):
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class OrderImport(models.Model):
    """One file taken in, whole or not at all; the same bytes again change nothing.

    It is worked in pieces, so that others can write in between; `done` of `lines_in_file` are behind it, and whatever
    stops in the middle goes on from there. `content` is what the file said, in canonical rows with hashed
    buyers: without it nothing could be undone. `superseded` counts rows that an equal or newer row about the
    same line makes void.
    """

    platform = models.CharField(_("shop"), max_length=8, choices=Platform.choices)
    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    rows = models.PositiveIntegerField(_("rows"))
    added = models.PositiveIntegerField(_("new lines"))
    changed = models.PositiveIntegerField(_("changed lines"))
    unchanged = models.PositiveIntegerField(_("unchanged lines"))
    superseded = models.PositiveIntegerField(_("superseded rows"), default=0)
    grams = models.BigIntegerField(_("change in grams"), default=0)
    fen = models.BigIntegerField(_("change in fen"), default=0)
    state = models.CharField(_("state"), max_length=8, choices=ImportState.choices, default=ImportState.DONE)
    lines_in_file = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    content = models.BinaryField(default=b"")
    ordered_from = models.DateTimeField(null=True, blank=True)
    ordered_until = models.DateTimeField(null=True, blank=True)
    renewed_at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("imported by"),
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    at = models.DateTimeField(_("imported at"), auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("order import")
        verbose_name_plural = _("order imports")
        permissions = [("undo_orderimport", "Can undo an import")]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "sha256"],
                condition=models.Q(undone_at=None),
                name="one_import_of_the_same_bytes",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def percent(self) -> int:
        return 100 * self.done // self.lines_in_file if self.lines_in_file else 100


class WaitingImport(models.Model):
    """A file that was read and not yet confirmed. `rows` is the compressed canonical rows, buyers hashed:
    the file itself, with its names, is never stored. Removed when confirmed, given up or a day old."""

    platform = models.CharField(max_length=8, choices=Platform.choices)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    rows = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)


class OrderLine(models.Model):
    """The newest word of a shop about one line of an order. Buyers are keyed hashes, never names.

    `paid_fen` is for the whole quantity, before returns; `settled_fen` is what the shop itself says
    is left after returns, where it says so. `unit_grams` is the offer's net weight when the line was
    first matched: a later change of the offer does not rewrite old kilograms.
    """

    platform = models.CharField(_("shop"), max_length=8, choices=Platform.choices)
    line_id = models.CharField(_("line id"), max_length=160)
    order_id = models.CharField(_("order id"), max_length=64)
    # The order that was split into this one, if any.
    parent_id = models.CharField(_("parent order id"), max_length=64, blank=True)
    sku = models.CharField("SKU", max_length=64)
    # Empty where the SKU is not (yet) one of ours: shown for matching, not counted.
    offer = models.ForeignKey(
        "products.Offer", null=True, blank=True, on_delete=models.PROTECT, related_name="order_lines"
    )
    unit_grams = models.PositiveIntegerField(_("net grams per unit"), null=True, blank=True)
    link = models.ForeignKey(
        "commerce.PurchaseLink", null=True, blank=True, on_delete=models.PROTECT, related_name="order_lines"
    )
    name = models.CharField(_("name in the shop"), max_length=200, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"))
    returned = models.PositiveIntegerField(_("returned"), default=0)
    paid_fen = models.BigIntegerField(_("paid, in fen"))
    settled_fen = models.BigIntegerField(_("after returns, in fen"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=OrderState.choices)
    buyer = models.CharField(_("buyer (keyed hash)"), max_length=32, blank=True)
    sub_id = models.CharField(_("sub id"), max_length=80, blank=True)
    # The shop's own slots that the order names, as `commerce.slots.written` writes them, and the one that is ours.
    slots = models.CharField(_("slots at the shop"), max_length=160, blank=True)
    slot = models.ForeignKey(
        "commerce.ShopSlot", null=True, blank=True, on_delete=models.PROTECT, related_name="order_lines"
    )
    ordered_at = models.DateTimeField(_("ordered at"), db_index=True)
    modified_at = models.DateTimeField(_("changed at"))
    # Two rows of the same moment said different things; the graver one holds until a newer row comes.
    in_conflict = models.BooleanField(_("contradictory rows"), default=False)
    # All that told of it was undone: it counts for nothing until something tells of it again.
    taken_back = models.BooleanField(_("taken back"), default=False)
    last_import = models.ForeignKey(OrderImport, null=True, blank=True, on_delete=models.SET_NULL, related_name="lines")

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = [models.UniqueConstraint(fields=["platform", "line_id"], name="one_row_of_an_order_line")]
        indexes = [
            models.Index(fields=["platform", "order_id"]),
            models.Index(fields=["platform", "sku"]),
            # Lines whose slot may still be tied to a channel; looked through at every import.
            models.Index(
                fields=["slots"],
                condition=models.Q(link=None, slot=None) & ~models.Q(slots=""),
                name="orderline_slot_unknown",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} · {self.sku}"
