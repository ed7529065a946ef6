"""What is missing or unfit in a story, in words for its author. One place for codes and texts."""

from django.utils.functional import lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from stories.readiness import Finding, Weight

_TEXTS = {
    "story.block_empty": _("This block is empty. Fill it in or remove it."),
    "story.photo_missing": _("No photo is chosen here."),
    "story.video_missing": _("No video is chosen here."),
    "story.product_missing": _("No product is chosen on this card."),
    "story.gallery_short": _("A gallery needs at least two photos."),
    "story.offer_not_on_sale": _("A chosen offer is not on sale, or belongs to another product; it is left out."),
    "story.link_dropped": _("A link cannot be kept and becomes plain text:"),
    "story.block_unknown": _("This block is of a kind that no longer exists; it is left out."),
    "story.title_missing": _("The story has no title."),
    "story.title_long": _("The title is longer than 60 characters; most channels will cut it."),
    "story.summary_missing": _("A summary helps every channel; without one the first lines are used."),
    "story.body_missing": _("The story has no text yet."),
    "story.cover_missing": _("The story has no cover photo."),
    "story.authors_missing": _("Nobody is named as the author."),
    "story.pictures_few": _("A picture story needs at least three photos."),
    "story.film_missing": _("A video story needs a video."),
    "story.text_short": _("An article needs at least 100 characters of text."),
    "story.product_unverified": _("This product is not verified today, so the story cannot go out:"),
    "story.product_without_offer": _("Nothing is on sale for this product, so readers cannot buy it:"),
    "story.no_product": _("The story carries no product card, so readers cannot buy anything."),
}


def finding(code: str, weight: Weight = "block", *, block: str = "", field: str = "", what: str = "") -> Finding:
    """`what` names the thing at fault and is put after the text."""
    message = format_lazy("{} {}", _TEXTS[code], lazystr(what)) if what else _TEXTS[code]
    return Finding(code=code, message=message, weight=weight, block=block, field=field)
