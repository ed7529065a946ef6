"""What is missing or unfit in a story, in words for its author. One place for codes and texts."""

from django.utils.functional import lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from stories.readiness import Finding, Weight

_TEXTS = {
    "story.block_empty": _("This block is empty. Fill it in or remove it."),
    "story.photo_missing": _("No photo is chosen here."),
    "story.video_missing": _("No video is chosen here."),
    "story.fact_not_confirmed": _("A fact is not confirmed today, so it cannot be printed. Take it out or wait:"),
    "story.fact_product_missing": _("No product is chosen for this fact table."),
    "story.fact_elsewhere": _("A chosen fact belongs to another product or is gone. Choose it again."),
    "story.fact_none": _("This product has no confirmed facts today, so the table would be empty:"),
    "story.product_missing": _("No product is chosen on this card."),
    "story.gallery_short": _("A gallery needs at least two photos."),
    "story.step_empty": _("A step says nothing. Fill it in or remove it."),
    "story.steps_few": _("This needs at least two steps."),
    "story.person_missing": _("No person is chosen here, or the one chosen is gone."),
    "story.person_withdrawn": _("Somebody in this block has withdrawn their consent. Take them out."),
    "story.person_not_agreed": _(
        "Somebody in this block has agreed neither to be named nor to be shown. Take them out."
    ),
    "story.person_no_picture": _("Somebody in this block has not agreed to be shown; their photo is left out."),
    "story.person_no_name": _("Not agreed to be named, so only this is printed:"),
    "story.related_missing": _("No story is chosen here."),
    "story.related_closed": _("The chosen story is not live. Choose another, or wait until it is."),
    "story.related_itself": _("This is the story itself. Choose another."),
    "story.offer_not_on_sale": _("A chosen offer is not on sale, or belongs to another product; it is left out."),
    "story.link_dropped": _("A link cannot be kept and becomes plain text:"),
    "story.block_unknown": _("This block is of a kind that no longer exists; it is left out."),
    "story.channel_not_meant": _("The story is not meant for this channel, so this is not used."),
    "story.title_missing": _("The story has no title."),
    "story.title_long": _("The title is longer than 60 characters; most channels will cut it."),
    "story.summary_missing": _("A summary helps every channel; without one the first lines are used."),
    "story.body_missing": _("The story has no text yet."),
    "story.cover_missing": _("The story has no cover photo."),
    "story.authors_missing": _("Nobody is named as the author."),
    "story.pictures_few": _("A picture story needs at least three photos."),
    "story.pictures_many": _("A picture story has at most sixty photos."),
    "story.film_missing": _("A video story needs a video."),
    "story.text_short": _("An article needs at least 100 characters of text."),
    "story.product_unverified": _("This product is not verified today, so the story cannot go out:"),
    "story.consent_withdrawn": _("Somebody on this photo has not agreed to be shown, or no longer does. Take it out."),
    "story.product_without_offer": _("Nothing is on sale for this product, so readers cannot buy it:"),
    "story.product_paused": _("Sold out or out of season: the card stays, and readers are told of the next harvest:"),
    "story.form_not_taken": _("These chosen channels do not take this form of story. Take them off the list:"),
    "story.no_channel": _("No channel takes this form of story."),
    "story.no_way_to_buy": _(
        "Readers could buy here but find no way to. Put in a product card with an offer, "
        "or say why there is none (“For single channels”):"
    ),
    "story.no_product": _("The story carries no product card, so readers cannot buy anything."),
    "story.correction_words_missing": _("This version corrects a mistake: say what was wrong, and why."),
    "story.change_unexplained": _(
        "The live story says something else. If it was wrong, mark this version as a correction, so that readers know."
    ),
    "story.embargo_after_expiry": _("A channel would get the story only after it has expired:"),
    "story.embargo_before_live": _("This hour is before the story goes live, so it holds nothing back:"),
}


def finding(code: str, weight: Weight = "block", *, block: str = "", field: str = "", what: str = "") -> Finding:
    """`what` names the thing at fault and is put after the text."""
    message = format_lazy("{} {}", _TEXTS[code], lazystr(what)) if what else _TEXTS[code]
    return Finding(code=code, message=message, weight=weight, block=block, field=field)
