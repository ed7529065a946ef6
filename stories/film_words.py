"""What is said of a version of a film that could not be made, by its stored code."""

from django.utils.translation import gettext_lazy as _

BROKEN = "film.broken"
GONE = "film.gone"
FAILED = "film.failed"
GIVEN_UP = "film.given_up"

REASONS = {
    BROKEN: _("The video cannot be read to its end."),
    GONE: _("The uploaded file is no longer there."),
    FAILED: _("It could not be made. The fault is the program's or the disk's and is in its log."),
    GIVEN_UP: _("Making it was broken off again and again."),
}


def reason_words(code: str) -> str:
    """The sentence for a code, "" for none."""
    return str(REASONS.get(code, code))
