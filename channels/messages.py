"""The one place where codes of findings and losses become words for people.

A finding's code is `<channel>.<rule>`, and the rule is the key here; a loss's code is the key itself.
An amount over a limit that is new in a spec (`<name>_too_long`) is understood without a sentence of its own.
What only one channel knows has its sentence in that channel's spec (`words`), which goes before all others.
"""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from channels import adapters
from channels.contract import Finding, Loss
from channels.rule_words import LIMITS, limit_name
from channels.spec import ChannelSpec
from products.bilingual import in_language

# Losses that name the field of the payload first (`Account.fit`, `Account.plain`), and what the fields are called.
IN_A_FIELD = ("text_cut", "brackets_rewritten")
FIELDS = {**LIMITS, "body": _("Body"), "products": _("Products")}

# Where no sentence was written for an amount yet, these say at least what was counted.
AMOUNTS = {
    "too_long": _("%(name)s: %(count)s, at most %(max)s."),
    "too_many": _("%(name)s: %(count)s, at most %(max)s."),
    "too_large": _("%(name)s: %(count)s, at most %(max)s."),
    "too_short": _("%(name)s: %(count)s, at least %(min)s."),
    "too_few": _("%(name)s: %(count)s, at least %(min)s."),
    "too_small": _("%(name)s: %(count)s, at least %(min)s."),
}

RULES = {
    # Files (`channels.rendered_assets`)
    "asset_gone": _("The original of %(key)s is no longer there."),
    "asset_changed": _("%(key)s was replaced after the story was approved."),
    "asset_unreadable": _("%(key)s cannot be read as a picture."),
    "asset_too_large": _("%(key)s cannot be made smaller than %(max)s bytes."),
    # Rendering
    "payload_invalid": _("What was made does not fit the channel's rules: %(detail)s"),
    "render_failed": _("This channel's form could not be made. The fault is the program's and is in its log."),
    # Checks of the adapters
    "form_not_taken": _("This channel does not take this form of story."),
    "title_missing": _("The title is missing."),
    "title_too_long": _("The title has %(count)s characters; the channel takes %(max)s at most."),
    "title_too_short": _("The title has %(count)s characters; the channel wants at least %(min)s."),
    "title_bad_start": _("The title must not begin with “%(character)s”."),
    "summary_missing": _("There is no summary; the channel will show the beginning of the text instead."),
    "digest_too_long": _("The summary has %(count)s characters; the channel shows %(max)s and the rest is cut."),
    "desc_too_long": _("The summary has %(count)s characters; the description holds %(max)s and the rest is cut."),
    "author_missing": _("No author is named."),
    "cover_missing": _("There is no cover picture."),
    "cover_width_too_small": _("The cover is %(count)s pixels wide; %(min)s are needed for a sharp picture."),
    "body_empty": _("The story has no text yet."),
    "pictures_missing": _("A picture story needs at least one picture."),
    "content_too_long": _("The finished article has %(count)s characters, markup included; the channel takes %(max)s."),
    "content_bytes_too_large": _("The finished article has %(count)s bytes; the channel takes %(max)s."),
    "source_url_too_large": _("The story's address is too long for Read original."),
    "gallery_too_many": _(
        "The story has %(count)s pictures; the channel takes %(max)s, and the last ones are left out."
    ),
    "gallery_too_few": _("The story has too few pictures for this channel."),
    "miniprogram_invalid": _("The mini-program of “%(product)s” is not valid (%(appid)s); a QR code is used instead."),
    "product_missing": _("The product %(product)s of this card is not there any more."),
    "product_not_verified": _("“%(product)s” is not verified now."),
    "tags_missing": _("The story has no tag that fits this channel."),
    "tags_too_few": _("The story has %(count)s tags; the channel wants at least %(min)s."),
    "tags_too_many": _("The story has %(count)s tags; the channel takes %(max)s, the last ones are dropped."),
    "tag_too_long": _("A tag has %(count)s characters; the channel takes %(max)s, and the tag is dropped."),
    "category_missing": _("No category is chosen; “%(used)s” is used."),
    "marketing_words": _("Marketing language that the channel refuses: %(words)s."),
    "covers_too_few": _("The channel's list shows %(min)s pictures side by side; the story has %(count)s."),
    "address_missing": _("The story has no public address yet, so nothing can lead to it."),
    "short_title_too_short": _(
        "The short title that is made of the title has %(count)s characters; the channel wants at least %(min)s."
    ),
    "title_pictures_too_long": _("The title has %(count)s characters; a picture post takes %(max)s, the rest is cut."),
    "description_too_long": _(
        "The summary has %(count)s characters; the description holds %(max)s and the rest is cut."
    ),
    "images_too_many": _("The story has %(count)s pictures; a post takes %(max)s, and the last ones are left out."),
    "images_too_few": _("The story has too few pictures for this channel."),
    "no_store_product": _("None of the products is sold in WeChat Store, the only shop this channel leads to."),
    "summary_too_long": _("The summary has %(count)s characters; the channel shows %(max)s and the rest is cut."),
    "text_too_long": _(
        "Title and summary have %(count)s characters; the channel takes %(max)s with topics, and the rest is cut."
    ),
    "duration_too_large": _("Only accounts with a special right may post a film as long as this one."),
    "video_missing": _("There is no film."),
    "video_preparing": _("The film is still being prepared; wait until it is ready."),
    "video_wrong_type": _("The film is %(type)s; the channel takes %(allowed)s."),
    "video_wrong_codec": _("The film is coded as %(codec)s; the channel takes %(allowed)s."),
    "video_too_big": _("The film's file is too big for the channel (%(bytes)s bytes; at most %(max)s)."),
    "video_too_long": _("The film is too long for the channel."),
    "video_too_short": _("The film is too short for the channel."),
    "video_wrong_orientation": _("The channel wants a film in %(wanted)s format."),
}

LOSSES = {
    "purchase_link_lost": _("A way to buy is lost: %(what)s"),
    "product_unknown": _("A product card could not be filled: %(what)s"),
    "provenance_lost": _("The verified mark finds no room: %(what)s"),
    "provenance_shortened": _("The verification is named in short form only: %(what)s"),
    "no_way_to_buy": _("No shop sells it now: %(what)s"),
    "link_as_text": _("A shop link becomes an address to copy: %(what)s"),
    "link_as_qr": _("A shop link becomes a QR code: %(what)s"),
    "link_as_footnote": _("A link becomes a footnote: %(what)s"),
    "link_removed": _("A link is dropped, its words stay: %(what)s"),
    "text_cut": _("Cut for length: %(what)s"),
    "block_left_out": _("Has no place on this channel: %(what)s"),
    "product_details_left_out": _("Details of the product have no place: %(what)s"),
    "picture_left_out": _("A picture is left out: %(what)s"),
    "picture_repeated": _("A picture is shown once only: %(what)s"),
    "alt_not_taken": _("A description for the blind is not taken: %(what)s"),
    "video_as_poster": _("A film becomes its poster: %(what)s"),
    "video_left_out": _("A film is left out: %(what)s"),
    "heading_flattened": _("A small heading becomes bold text: %(what)s"),
    "brackets_rewritten": _("Angle brackets are written full-width: %(what)s"),
    "tag_left_out": _("A tag is dropped: %(what)s"),
    "declaration_left_out": _("A declaration has no place: %(what)s"),
    "address_left_out": _("The address of our page gives way to that of the source: %(what)s"),
    "link_meets_warning": _("Readers meet a warning before this shop: %(what)s"),
    "author_left_out": _("An author's name or organisation has no place: %(what)s"),
}

STATUS = {
    "open": "",
    "merged": _("This channel was merged into another"),
    "closed": _("This channel is closed"),
}


def message(finding: Finding) -> str:
    """Return a lazy sentence for a finding; its code where nobody wrote one."""
    return _lazily(_finding_text, finding)


def loss_message(loss: Loss) -> str:
    """Return a lazy sentence for what a channel drops or changes."""
    return _lazily(_loss_text, loss)


def loss_kind(code: str) -> str:
    """The sentence of a kind of loss without what was lost; the code where nobody wrote one."""
    return _filled(LOSSES[code], {"what": ""}).rstrip(" :：") if code in LOSSES else code


def _finding_text(finding: Finding) -> str:
    rule = finding.code.rpartition(".")[2]
    params = dict(finding.params)
    if own := _own_words(finding.code, params):
        return own
    if rule in RULES:
        return _filled(RULES[rule], params) or finding.code
    for verdict, template in AMOUNTS.items():
        if rule.endswith(f"_{verdict}"):
            return _filled(template, params | {"name": limit_name(rule.removesuffix(f"_{verdict}"))}) or finding.code
    return finding.code


def _loss_text(loss: Loss) -> str:
    if loss.code in LOSSES:
        return _filled(LOSSES[loss.code], {"what": _what(loss)})
    if own := _own_words(loss.code, {"what": loss.what}):
        return own
    return f"{loss.code}: {loss.what}" if loss.what else loss.code


def _what(loss: Loss) -> str:
    field, colon, text = loss.what.partition(": ")
    named = loss.code in IN_A_FIELD and colon and field in FIELDS
    return f"{FIELDS[field]} · {text}" if named else loss.what


def _own_words(code: str, params: dict) -> str:
    """The sentence that the channel's own spec has for `<key>.<rule>`, "" if it has none."""
    key, _dot, rule = code.rpartition(".")
    spec = next((adapter.spec for adapter in adapters.ADAPTERS if adapter.key == key), None)
    words = spec.words.get(rule) if spec else None
    return _filled(in_language(words.zh, words.en), params) if words else ""


def _filled(template, params: dict) -> str:
    """Fill a template, "" where it asks for a parameter that the finding does not have."""
    try:
        return str(template) % params
    except KeyError:
        return ""


def _lazily(function, argument):
    return lazy(function, str)(argument)


def channel_name(spec: ChannelSpec) -> str:
    """The channel's name in the active language."""
    return in_language(spec.name_zh, spec.name_en)


def status_note(spec: ChannelSpec) -> str:
    """What to know of a channel that is merged or closed; "" for one that is open."""
    return in_language(spec.status_note_zh, spec.status_note_en) or str(STATUS[spec.status])


def link_note(spec: ChannelSpec) -> str:
    """Which ways to buy a channel leaves, in the active language."""
    return in_language(spec.links.note_zh, spec.links.note_en)
