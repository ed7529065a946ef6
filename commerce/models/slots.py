"""Places at the shops that are known by a number or an account, not by our code."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.models import Platform


class SlotKind(models.TextChoices):
    """Each belongs to one shop (`SHOP_OF_KIND`)."""

    POSITION = "position", _("JD: positionId")
    ADZONE = "adzone", _("Alimama: adzone_id")
    RELATION = "relation", _("Alimama: relation_id")
    PDD_PID = "pdd_pid", _("Pinduoduo: p_id")
    SHARER = "sharer", _("WeChat Store: sharer")


SHOP_OF_KIND = {
    SlotKind.POSITION: Platform.JD,
    SlotKind.ADZONE: Platform.TAOBAO,
    SlotKind.RELATION: Platform.TAOBAO,
    SlotKind.PDD_PID: Platform.PINDUODUO,
    SlotKind.SHARER: Platform.WECHAT,
}
NUMERIC = (SlotKind.POSITION, SlotKind.ADZONE, SlotKind.RELATION)


class ShopSlot(models.Model):
    """One slot of a shop: for a channel, one story in it, or one place of that story. An order that names it came
    from there."""

    kind = models.CharField(_("kind"), max_length=8, choices=SlotKind.choices)
    value = models.CharField(_("number or account"), max_length=64)
    channel = models.CharField(_("channel"), max_length=20)
    story = models.ForeignKey(
        "stories.StoryPage",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="shop_slots",
        verbose_name=_("story"),
        help_text=_("Leave empty for all stories of the channel."),
    )
    placement = models.CharField(
        _("placement"),
        max_length=64,
        blank=True,
        help_text=_("As the purchase link's page names it. Leave empty for all places of the story."),
    )

    class Meta:
        ordering = ["kind", "channel", "id"]
        verbose_name = _("slot at a shop")
        verbose_name_plural = _("slots at the shops")
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="one_meaning_of_a_slot"),
            # Two, for SQLite takes no two empty stories for the same.
            models.UniqueConstraint(fields=["kind", "channel", "story", "placement"], name="one_slot_of_a_place"),
            models.UniqueConstraint(
                fields=["kind", "channel"], condition=models.Q(story=None), name="one_slot_of_a_channel"
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.kind in NUMERIC and not (self.value.isascii() and self.value.isdigit()):
            raise ValidationError({"value": _("The shop knows this slot by digits alone.")})
        if self.placement and self.story_id is None:
            raise ValidationError({"placement": _("A place is a story's: say which.")})

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"
