"""What a confirmer decides, fact by fact: the product's facts and what the visit measured.

Called by `products.services.confirm` alone, with product and case locked; the screens ask for the
candidates. Raises `products.errors.Refused` where a rule says no.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from products import followers
from products.assessments import standing
from products.audit import FACT_KEPT, FACT_LEFT_OUT, FACT_RENEWED, log_fact
from products.bilingual import in_language
from products.casework import reason_text
from products.errors import Refused
from products.fact_words import FactWords
from products.models import AssessmentResult, Evidence, Fact, Measurement, Verification


class Choice(models.TextChoices):
    ACCEPT = "accept", _("Confirm")
    KEEP = "keep", _("Confirm the old value")
    LEAVE_OUT = "leave_out", _("Leave out")


@dataclass(frozen=True)
class Decision:
    """All but accepting needs a reason. `words` is the candidate's digest as the person saw it, or ""."""

    choice: str
    reason: str = ""
    words: str = ""


@dataclass(frozen=True)
class Candidate:
    """A fact of the product, a measurement of the standing visit, or both under one key."""

    key: str
    fact: Fact | None = None
    measurement: Measurement | None = None
    choices: tuple[Choice, ...] = field(init=False)

    def __post_init__(self) -> None:
        kept = (Choice.KEEP,) if self.fact is not None and self.changes else ()
        object.__setattr__(self, "choices", (Choice.ACCEPT, *kept, Choice.LEAVE_OUT))

    @property
    def source(self) -> Fact | Measurement:
        return self.measurement or self.fact

    @property
    def label(self) -> str:
        return in_language(self.source.label_zh, self.source.label_en)

    @property
    def words(self) -> FactWords:
        return FactWords.of(self.source)

    @property
    def changes(self) -> bool:
        """Whether accepting it gives a fact other words than it has."""
        return self.fact is not None and FactWords.of(self.fact) != self.words

    @property
    def evidence(self) -> Evidence | None:
        measured = self.measurement.evidence if self.measurement else None
        return measured or (None if self.changes or self.fact is None else self.fact.evidence)

    @property
    def digest(self) -> str:
        """Of all words on the table, old and new: another one means that somebody changed them meanwhile."""
        told = [repr(FactWords.of(one)) for one in (self.fact, self.measurement) if one is not None]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def candidates(verification: Verification) -> list[Candidate]:
    """What there is to decide, the product's facts first. Three queries."""
    measured = {
        measurement.key: measurement
        for measurement in Measurement.objects.filter(
            visit__verification=verification, visit__stands=True
        ).select_related("evidence__photo", "evidence__document")
    }
    facts = Fact.objects.filter(product=verification.product_id).select_related(
        "evidence__photo", "evidence__document", "confirmed_by"
    )
    known = [Candidate(fact.key, fact, measured.pop(fact.key, None)) for fact in facts]
    return [*known, *(Candidate(key, None, measurement) for key, measurement in measured.items())]


def hindrance(verification: Verification) -> Refused | None:
    """Why the case cannot be confirmed whatever its confirmer decides, or None."""
    assessment = standing(verification)
    if assessment is None:
        return Refused(
            "verification.no_assessment",
            _("There is no assessment by the rubric. Send the case back for another assessment."),
        )
    if assessment.result == AssessmentResult.FAILED:
        return Refused(
            "verification.assessment_failed",
            _("The assessment failed, so this cannot be confirmed. Refuse it, or send it back."),
        )
    return None


def check_conditions(verification: Verification, accepted: bool) -> None:
    """Refuse where the assessment sets conditions that the confirmer has not taken note of."""
    assessment = standing(verification)
    if assessment and assessment.result == AssessmentResult.CONDITIONAL and not accepted:
        raise Refused(
            "verification.conditions_not_accepted",
            _("The assessment sets conditions. Say that you have read them and that they are met or will be."),
        )


def decided(verification: Verification, facts: Mapping[str, Decision] | None) -> list[tuple[Candidate, Decision]]:
    """Each candidate with what was decided about it; None accepts all."""
    found = candidates(verification)
    if facts is None:
        return [(candidate, Decision(Choice.ACCEPT)) for candidate in found]
    unknown = set(facts) - {candidate.key for candidate in found}
    if unknown:
        raise Refused(
            "confirmation.unknown_fact", _("There is no fact “%(key)s” here any more.") % {"key": min(unknown)[:40]}
        )
    pairs = [(candidate, _checked(candidate, facts.get(candidate.key))) for candidate in found]
    if pairs and all(decision.choice == Choice.LEAVE_OUT for _candidate, decision in pairs):
        raise Refused(
            "confirmation.nothing_confirmed",
            _("Nothing would be confirmed. If no fact holds, refuse the product or send the case back."),
        )
    return pairs


def apply(verification: Verification, person, on: date, pairs: list[tuple[Candidate, Decision]]) -> None:
    """Write the decisions down, and tell the followers whose confirmed words became others."""
    confirmed, left_out, changed = [], [], []
    for candidate, decision in pairs:
        if decision.choice == Choice.LEAVE_OUT:
            left_out += [candidate.fact.pk] if candidate.fact else []
            log_fact(FACT_LEFT_OUT, verification, person, title=str(candidate.source), reason=decision.reason.strip())
            continue
        if decision.choice == Choice.KEEP:
            fact = candidate.fact
            log_fact(FACT_KEPT, verification, person, title=str(fact), reason=decision.reason.strip())
        else:
            fact = _written(candidate, verification)
        confirmed.append(fact.pk)
        fact.confirmed_by, fact.confirmed_on, fact.confirmed_in = person, on, verification
        changed += [fact] if hasattr(fact, "was") else []
    Fact.objects.filter(pk__in=confirmed).update(confirmed_by=person, confirmed_on=on, confirmed_in=verification)
    Fact.objects.filter(pk__in=left_out).update(confirmed_by=None, confirmed_on=None, confirmed_in=None)
    if changed:
        _tell(changed, verification, person)


def _checked(candidate: Candidate, decision: Decision | None) -> Decision:
    about = {"fact": candidate.label}
    if decision is None or decision.choice not in candidate.choices:
        raise Refused("confirmation.undecided", _("Decide about “%(fact)s”.") % about)
    if decision.words and decision.words != candidate.digest:
        raise Refused(
            "confirmation.words_changed",
            _("“%(fact)s” was changed while you had the page open. Look at it again.") % about,
        )
    if decision.choice != Choice.ACCEPT:
        reason_text(decision.reason)
    return decision


def _written(candidate: Candidate, verification: Verification) -> Fact:
    """The fact with the accepted words; `was` carries the old ones where they had been confirmed."""
    fact, measurement = candidate.fact, candidate.measurement
    if measurement is None:
        return fact
    if fact is None:
        last = Fact.objects.filter(product=verification.product_id).aggregate(last=models.Max("sort_order"))["last"]
        fact = Fact(product_id=verification.product_id, key=candidate.key, sort_order=0 if last is None else last + 1)
    elif candidate.changes and fact.confirmed_on:
        fact.was = FactWords.of(fact)
    evidence = candidate.evidence
    for name, words in vars(candidate.words).items():
        setattr(fact, name, words)
    fact.evidence = evidence
    fact.save()
    return fact


def _tell(changed: list[Fact], verification: Verification, person) -> None:
    followed = followers.on_facts_changed.tell(facts=changed, person=person)
    for fact in changed:
        before = f"{fact.was.value_zh} {fact.was.unit}".rstrip()
        title = f"{fact.label_zh}: {before} → {fact.value_zh} {fact.unit}".rstrip()
        log_fact(FACT_RENEWED, verification, person, title=title, followed=followed)
