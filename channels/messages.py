"""The one place where codes of findings and losses become words for people.

A code is `<channel>.<rule>`; the rule is the key here. Amounts (`title_too_long`) are put together from
the name of what was counted and the verdict, so that a new limit in a spec needs one noun and no sentence.
"""

from collections.abc import Iterable

from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from channels.contract import Finding, Loss
from channels.spec import ChannelSpec
from products.bilingual import in_language

NOUNS = {
    "title": _("the title"),
    "short_title": _("the short title"),
    "digest": _("the digest"),
    "summary": _("the summary"),
    "description": _("the description"),
    "author": _("the author line"),
    "content": _("the text"),
    "body": _("the text"),
    "content_bytes": _("the file of the text"),
    "body_bytes": _("the file of the text"),
    "source_url": _("the source address"),
    "content_source_url": _("the source address"),
    "images": _("pictures"),
    "gallery": _("gallery pictures"),
    "body_images": _("pictures in the text"),
    "tags": _("tags"),
    "tag": _("a tag"),
    "topics": _("topics"),
    "links": _("purchase links"),
    "cards": _("product cards"),
    "products": _("products"),
    "cover": _("the cover"),
    "covers": _("covers"),
    "video": _("the video"),
}

VERDICTS = {
    "too_long": _("%(noun)s is too long: %(count)s, at most %(max)s"),
    "too_short": _("%(noun)s is too short: %(count)s, at least %(min)s"),
    "too_many": _("too many %(noun)s: %(count)s, at most %(max)s"),
    "too_few": _("too few %(noun)s: %(count)s, at least %(min)s"),
    "too_large": _("%(noun)s is too large: %(count)s, at most %(max)s"),
    "too_small": _("%(noun)s is too small: %(count)s, at least %(min)s"),
}

RULES = {
    # Files
    "gone": _("The original of %(key)s is no longer there"),
    "changed": _("%(key)s was replaced after the story was approved"),
    "unreadable": _("%(key)s cannot be read as a picture"),
    "too_large": _("%(key)s cannot be made smaller than %(max)s bytes"),
    # This room's own
    "form_not_taken": _("This channel does not take this form of story"),
    "render_failed": _("This channel's form could not be made; the people in charge of the program were told"),
}

LOSSES: dict[str, object] = {}

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


def _finding_text(finding: Finding) -> str:
    rule = finding.code.partition(".")[2] or finding.code
    params = dict(finding.params)
    if rule in RULES:
        return _filled(RULES[rule], params) or finding.code
    for verdict, template in VERDICTS.items():
        name = rule.removesuffix(f"_{verdict}")
        if name != rule and name in NOUNS:
            text = _filled(template, params | {"noun": str(NOUNS[name])})
            return capfirst(text) if text else finding.code
    return finding.code


def _loss_text(loss: Loss) -> str:
    rule = loss.code.partition(".")[2] or loss.code
    if rule not in LOSSES:
        return f"{loss.code}: {loss.what}" if loss.what else loss.code
    return _filled(LOSSES[rule], {"what": loss.what}) or loss.code


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


def has_words_for(rules: Iterable[str]) -> list[str]:
    """Return those rules nobody wrote a sentence for."""
    return [rule for rule in rules if rule not in RULES and not _is_amount(rule)]


def _is_amount(rule: str) -> bool:
    return any(rule.endswith(f"_{verdict}") and rule.removesuffix(f"_{verdict}") in NOUNS for verdict in VERDICTS)
