"""Whose yes a story needs before it may be approved.

A product's organisation is here the one that grows it (`producer`) and the ones that recommended it in the
verification that holds: the grower and the county. Who merely entered the record has no say.
"""

from dataclasses import dataclass
from typing import Literal

from django.db.models import Q
from django.utils.translation import gettext as _

from products.errors import Refused
from products.models import Organisation, Product, Step, StepKind
from stories.document import StoryDocument
from stories.models.sign_offs import SignOff, SignOffAnswer
from stories.models.story import StoryPage
from stories.readiness import Finding
from stories.reading import reading_digest

Why = Literal["missing", "change", "changed"]


@dataclass(frozen=True, slots=True)
class Lacking:
    """`why`: nobody answered yet, a change is asked for, or the agreement was to other content."""

    organisation: Organisation
    why: Why

    @property
    def words(self) -> str:
        name = {"organisation": self.organisation.name()}
        if self.why == "change":
            return _("%(organisation)s asks for a change and has not agreed.") % name
        if self.why == "changed":
            return _("%(organisation)s agreed to another version; the story was changed since.") % name
        return _("%(organisation)s asks to sign off stories about its products and has not agreed yet.") % name


def involved(document: StoryDocument):
    """The organisations that grow or recommended what the story carries."""
    codes = [product.code for product in document.products]
    holding = Product.objects.filter(code__in=codes).values("current_verification")
    recommended = Step.objects.filter(kind=StepKind.RECOMMENDED, verification__in=holding)
    return Organisation.objects.filter(
        Q(pk__in=recommended.values("organisation")) | Q(products__code__in=codes)
    ).distinct()


def lacking(page: StoryPage, document: StoryDocument) -> list[Lacking]:
    """What keeps the story from being approved; at most two queries, one where nobody asks."""
    asking = list(involved(document).filter(asks_sign_off=True).order_by("pk")) if document.products else []
    if not asking:
        return []
    answered = SignOff.objects.filter(
        story=page, organisation__in=asking, answered_at__isnull=False, revoked_at=None
    ).order_by("-answered_at", "-pk")
    given = list(answered.values_list("organisation_id", "digest", "answer"))
    digest = reading_digest(document)
    found = [(organisation, _why(given, organisation.pk, digest)) for organisation in asking]
    return [Lacking(organisation, why) for organisation, why in found if why]


def require_sign_offs(page) -> None:
    """Raise `Refused` where `page`, with the content to be approved in memory, lacks a sign-off that is asked for."""
    if not isinstance(page, StoryPage):
        return
    missing = lacking(page, page.built.document)
    if missing:
        reasons = " ".join(entry.words for entry in missing)
        raise Refused("approval.sign_off_missing", _("It cannot be approved yet. %(reasons)s") % {"reasons": reasons})


def sign_off_findings(page: StoryPage, document: StoryDocument) -> list[Finding]:
    """The same as warnings, for the author."""
    if not page.pk:
        return []
    return [Finding(f"story.sign_off_{entry.why}", entry.words) for entry in lacking(page, document)]


def _why(given: list, organisation: int, digest: str) -> Why | None:
    """The newest answer to this content decides; one to other content only says why there is none."""
    theirs = [(to, said) for who, to, said in given if who == organisation]
    for to, said in theirs:
        if to == digest:
            return None if said == SignOffAnswer.AGREED else "change"
    if not theirs:
        return "missing"
    return "changed" if theirs[0][1] == SignOffAnswer.AGREED else "change"
