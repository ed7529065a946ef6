"""What an author sets for single channels and for covers of other shapes, as stream blocks.

Blocks and not child rows: they are one column of the page, so saving a story costs no query more.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from stories.channel_names import channel_and_group_choices, channel_choices
from stories.document import ALL_CHANNELS, RATIOS
from stories.themes import theme_choices
from stories.whole_stream import WholeStreamBlock


class CoverBlock(blocks.StructBlock):
    ratio = blocks.ChoiceBlock(choices=[(ratio, ratio) for ratio in RATIOS], label=_("Shape"))
    photo = ImageChooserBlock(label=_("Photo"))

    class Meta:
        icon = "crop"
        label = _("Cover of another shape")


class CoverBlocks(WholeStreamBlock):
    cover = CoverBlock()


class OverrideBlock(blocks.StructBlock):
    """Title and summary are counted by the limits of the channel that is chosen (`channel-limits.js`)."""

    channel = blocks.ChoiceBlock(choices=channel_choices, label=_("Channel"))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    summary = blocks.TextBlock(label=_("Summary"), required=False, max_length=1000, rows=2)
    cover = ImageChooserBlock(label=_("Cover"), required=False)
    theme = blocks.ChoiceBlock(
        choices=theme_choices,
        label=_("Look of the article"),
        required=False,
        help_text=_("On WeChat Official Account only; with none chosen it is the house's."),
    )
    tags = blocks.ListBlock(blocks.CharBlock(label=_("Tag"), max_length=30), label=_("Tags"), default=[], max_num=20)

    class Meta:
        icon = "edit"
        label = _("Own words for a channel")
        help_text = _("What is left empty is taken from the story.")
        label_format = "{channel}: {title} {summary}"
        form_attrs = {"data-controller": "own-limits"}


def waiver_choices() -> list[tuple[str, str]]:
    return [(ALL_CHANNELS, _("All channels")), *channel_choices()]


class WaiverBlock(blocks.StructBlock):
    channel = blocks.ChoiceBlock(choices=waiver_choices, label=_("Channel"))
    reason = blocks.CharBlock(label=_("Reason"), max_length=200)

    class Meta:
        icon = "no-view"
        label = _("No way to buy, and why")
        label_format = "{channel}: {reason}"
        help_text = _("A channel that allows a way to buy should offer one. Where it does not, say why.")


class EmbargoBlock(blocks.StructBlock):
    channels = blocks.ChoiceBlock(choices=channel_and_group_choices, label=_("Channels"))
    not_before = blocks.DateTimeBlock(
        label=_("Not before"), help_text=_("China time, unless your account is set to another.")
    )

    class Meta:
        icon = "time"
        label = _("Later on some channels")
        help_text = _("The site shows the story when it goes live; these channels get it at their hour.")


class ChannelBlocks(WholeStreamBlock):
    """The names are the types in stored stories and never change. One block of a kind for each channel."""

    override = OverrideBlock()
    waiver = WaiverBlock()
    embargo = EmbargoBlock()

    class Meta:
        # Nine channels' own words are a list to look over; what is added opens by itself.
        collapsed = True

    def clean(self, value):
        cleaned = super().clean(value)
        seen: set[tuple[str, str]] = set()
        errors = {}
        for index, block in enumerate(cleaned):
            channel = block.value.get("channel") or block.value.get("channels")
            if channel and (block.block_type, channel) in seen:
                errors[index] = blocks.StructBlockValidationError({"channel": ValidationError(TWICE, code="twice")})
            seen.add((block.block_type, channel))
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return cleaned


TWICE = _("This channel has such a block already. Change that one, or remove it.")
