"""The words of corrections."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.mentions import PROVENANCE, TABLE, TEXT

DRAFTED, OPENED = "stories.correction.draft", "stories.correction.open"
LOG_ACTIONS = {
    DRAFTED: (gettext_lazy("Draft a correction"), gettext_lazy("Drafted a correction, as a fact changed")),
    OPENED: (gettext_lazy("Open for correction"), gettext_lazy("Opened for correction, as a consent was withdrawn")),
}
_WHERE = {
    TEXT: gettext_lazy("Sentence"),
    TABLE: gettext_lazy("Fact table"),
    PROVENANCE: gettext_lazy("Verification record"),
    "cover": gettext_lazy("Cover"),
    "picture": gettext_lazy("Picture"),
    "person": gettext_lazy("Person met"),
    "product": gettext_lazy("Picture of the product"),
}


def where_words(where: str) -> str:
    return str(_WHERE.get(where, where))


def comment_text(label: str, before: str, after: str) -> str:
    """What the author reads beside the sentence."""
    return _("“%(label)s” changed from %(before)s to %(after)s. Does the sentence still hold?") % {
        "label": label,
        "before": before,
        "after": after,
    }


def note_what(label: str, before: str, after: str) -> str:
    """What readers are told of a changed fact."""
    return _("%(label)s: %(before)s → %(after)s") % {"label": label, "before": before, "after": after}


def note_why() -> str:
    return _("A visit to the place confirmed a new value.")
