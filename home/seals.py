"""What the seal on a product says today."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from home.wording import day
from products.models import Product, Verification
from stories.document import ProductSnapshot


@dataclass(frozen=True, slots=True)
class Seal:
    """`state` is verified, lapsed, withdrawn or unverified; `text` says it in words."""

    state: str
    text: str

    @property
    def holds(self) -> bool:
        return self.state == "verified"


def seal_of(thing: Product | Verification | ProductSnapshot | None, ended: bool = False) -> Seal:
    """The seal of a product, its verification, or a frozen snapshot of it.

    A snapshot does not know what happened since: `ended` says that the verification was withdrawn.
    """
    if isinstance(thing, Product):
        thing = thing.current_verification
    if thing is None:
        return _seal("unverified", None)
    state, until = thing.state, thing.valid_until
    if ended or state == "withdrawn":
        return _seal("withdrawn", None)
    if state == "confirmed" and until and until >= timezone.localdate():
        return _seal("verified", until)
    if until and state in ("confirmed", "lapsed"):
        return _seal("lapsed", until)
    return _seal("unverified", None)


def _seal(state: str, until: date | None) -> Seal:
    texts = {
        "verified": _("Verified, valid until %(day)s"),
        "lapsed": _("Verification lapsed after %(day)s"),
        "withdrawn": _("Verification withdrawn"),
        "unverified": _("Not verified"),
    }
    return Seal(state, texts[state] % {"day": day(until)} if until else texts[state])
