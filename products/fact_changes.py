"""New words for a confirmed fact: one person proposes them, another confirms them, and whoever carries it is told.

Each function raises `products.errors.Refused` where a rule says no, and then has changed nothing.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from products import followers
from products.casework import lock_product, reason_text
from products.errors import Refused
from products.fact_words import FactWords
from products.models import Evidence, Fact, FactChange, FactChangeState, Product
from products.scope import is_in_scope

PROPOSED, CONFIRMED, REJECTED = "products.fact.propose", "products.fact.change", "products.fact.reject"
LOG_ACTIONS = {
    PROPOSED: (_("Propose a change"), _("Proposed a change of a fact")),
    CONFIRMED: (_("Confirm a change"), _("Confirmed a change of a fact")),
    REJECTED: (_("Reject a change"), _("Rejected a change of a fact")),
}


def may_propose(person, product: Product | None = None) -> bool:
    """Whether `person` may propose changes, of this product's facts or at all."""
    allowed = person.has_perm("products.change_product")
    return allowed and (product is None or is_in_scope(person, product))


def may_decide(person, product: Product | None = None) -> bool:
    """Whether `person` may confirm or reject changes; that they proposed one themselves is asked by itself."""
    allowed = person.has_perm("products.confirm_product")
    return allowed and (product is None or is_in_scope(person, product))


@transaction.atomic
def propose(
    fact: Fact,
    person,
    *,
    value_zh: str,
    value_en: str,
    unit: str = "",
    reason: str,
    evidence: Evidence | None = None,
) -> FactChange:
    """Propose new words. The old ones stand, and are printed, until another person confirms."""
    lock_product(fact.product)
    fact = Fact.objects.select_related("product").get(pk=fact.pk)
    if not may_propose(person, fact.product):
        raise Refused("fact.no_permission", _("Your role does not allow this."))
    if fact.confirmed_on is None:
        raise Refused("fact.not_confirmed", _("Nobody has confirmed this fact yet: change it in the product's form."))
    if fact.changes.filter(state=FactChangeState.PROPOSED).exists():
        raise Refused("fact.change_waiting", _("A change of this fact already waits for a decision."))
    words = _checked_words(value_zh, value_en, unit)
    if words == (fact.value_zh, fact.value_en, fact.unit):
        raise Refused("fact.same_words", _("These are the words that stand already."))
    if evidence is not None and evidence.verification.product_id != fact.product_id:
        raise Refused("fact.foreign_evidence", _("This evidence belongs to another product."))
    change = FactChange.objects.create(
        fact=fact,
        old_value_zh=fact.value_zh,
        old_value_en=fact.value_en,
        old_unit=fact.unit,
        value_zh=words[0],
        value_en=words[1],
        unit=words[2],
        reason=reason_text(reason),
        evidence=evidence,
        proposed_by=person,
    )
    _log(PROPOSED, change, person)
    return change


@transaction.atomic
def confirm_change(change: FactChange, person) -> FactChange:
    """A second person vouches for the new words; they are printed from now on, and the followers act."""
    change = _locked(change)
    fact = change.fact
    if not may_decide(person, fact.product):
        raise Refused("fact.no_permission", _("Your role does not allow this."))
    if change.proposed_by_id == person.pk:
        raise Refused("fact.same_person", _("Whoever proposed the change cannot confirm it."))
    if not fact.product.is_verified():
        raise Refused(
            "fact.product_unverified",
            _("%(product)s is not verified today, so nobody can vouch for its facts.") % {"product": fact.product},
        )
    if (fact.value_zh, fact.value_en, fact.unit) != (change.old_value_zh, change.old_value_en, change.old_unit):
        raise Refused(
            "fact.changed_meanwhile",
            _("The fact was changed in another way meanwhile. Reject this change and propose a new one."),
        )
    was = FactWords.of(fact)
    fact.value_zh, fact.value_en, fact.unit = change.value_zh, change.value_en, change.unit
    fact.confirmed_by, fact.confirmed_on = person, timezone.localdate()
    fact.confirmed_in = fact.product.current_verification
    fact.evidence = change.evidence or fact.evidence
    # Not `save()`: that takes the confirmation away, as it must for everybody but us.
    Fact.objects.filter(pk=fact.pk).update(
        value_zh=fact.value_zh,
        value_en=fact.value_en,
        unit=fact.unit,
        confirmed_by=person,
        confirmed_on=fact.confirmed_on,
        confirmed_in=fact.confirmed_in,
        evidence=fact.evidence,
    )
    fact.was = was
    _decide(change, FactChangeState.CONFIRMED, person)
    followed = followers.on_facts_changed.tell(facts=[fact], person=person)
    _log(CONFIRMED, change, person, followed=followed)
    return change


@transaction.atomic
def reject_change(change: FactChange, person, *, reason: str) -> FactChange:
    """The old words stay. Whoever proposed the change may take it back this way too."""
    change = _locked(change)
    if change.proposed_by_id != person.pk and not may_decide(person, change.fact.product):
        raise Refused("fact.no_permission", _("Your role does not allow this."))
    _decide(change, FactChangeState.REJECTED, person, reason_text(reason))
    _log(REJECTED, change, person, reason=change.decision_reason)
    return change


def _checked_words(value_zh: str, value_en: str, unit: str) -> tuple[str, str, str]:
    words = tuple(" ".join((text or "").split()) for text in (value_zh, value_en, unit))
    if not words[0] or not words[1]:
        raise Refused("fact.no_value", _("Give the value in both languages."))
    for name, text in zip(("value_zh", "value_en", "unit"), words, strict=True):
        longest = FactChange._meta.get_field(name).max_length
        if len(text) > longest:
            raise Refused("fact.long_value", _("Say it in at most %(limit)d characters.") % {"limit": longest})
    return words


def _locked(change: FactChange) -> FactChange:
    """The change as it stands now, its product locked; two who decide at once follow each other."""
    lock_product(change.fact.product)
    change = FactChange.objects.select_related("fact__product__current_verification", "proposed_by").get(pk=change.pk)
    if change.state != FactChangeState.PROPOSED:
        raise Refused("fact.already_decided", _("Somebody has decided on this already."))
    return change


def _decide(change: FactChange, state: FactChangeState, person, reason: str = "") -> None:
    change.state, change.decided_by, change.decided_at = state, person, timezone.now()
    change.decision_reason = reason
    change.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])


def _log(action: str, change: FactChange, person, **details) -> None:
    """In the product's history: which fact, from which words to which."""
    log(
        instance=change.fact.product,
        action=action,
        user=person,
        data={
            "fact": change.fact.key,
            "before": f"{change.old_value_zh} / {change.old_value_en} {change.old_unit}".rstrip(),
            "after": f"{change.value_zh} / {change.value_en} {change.unit}".rstrip(),
            **details,
        },
        content_changed=action == CONFIRMED,
    )
