"""Taking recommendations: received once, then taken in or declined by one person. All rules are here.

Each function raises `products.errors.Refused` where a rule says no, and then has changed nothing and left
no file behind.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from products import news, services
from products.casework import check, reason_text
from products.duplicates import likely_duplicates
from products.errors import Refused
from products.models import Organisation, Product, Recommendation, User
from products.new_products import make_product, organisation_called
from products.permissions import may
from products.recommendation_files import check_files, store, take_back
from products.scope import is_in_scope
from products.transitions import ACCEPT, DECLINE, Transition

RECEIVED, ACCEPTED, DECLINED = (f"products.recommendation.{word}" for word in ("received", "accept", "decline"))
LOG_MESSAGES = {
    RECEIVED: (_("Receive a recommendation"), _("Received the recommendation")),
    ACCEPTED: (_("Take in"), _("Took the recommendation in")),
    DECLINED: (_("Decline"), _("Declined the recommendation")),
}
LONGEST_WHY = 2000
SHORTEST_WHY = 20
MOST_KG = 1_000_000_000
# The same words from several senders within these days are no recommendation.
SAME_TEXT_DAYS = 30
SAME_TEXT_MOST = 3


@dataclass(frozen=True)
class Received:
    """`token` opens the tracking page; empty where it is not to be had again. `new`: not known before."""

    recommendation: Recommendation
    token: str
    new: bool


def receive(
    key: UUID,
    *,
    language: str,
    person: User | None = None,
    photos: Sequence = (),
    documents: Sequence = (),
    batch: UUID | None = None,
    **words,
) -> Received:
    """Keep one filled-in form. The same `key` again changes nothing and gives the same answer.

    `words` are fields of `Recommendation`. Where `person` may recommend, it is taken in at once, unless
    it is certainly a product that is known: then somebody looks first. Rows of a `batch` write no letter.
    """
    token = token_of(key)
    if known := _known(key, token):
        return known
    recommendation = Recommendation(
        key=key, token_digest=digest_of(token), language=language, batch=batch, **{**words, **speaker(person)}
    )
    check_words(recommendation)
    if batch is None:
        _check_text(recommendation)
    check_files(photos, documents)
    stored: list = []
    try:
        _keep(recommendation, photos, documents, stored, token)
    except IntegrityError:
        take_back(stored)
        # The same form in the same moment, and the other one was first.
        if known := _known(key, token):
            return known
        raise
    except BaseException:
        take_back(stored)
        raise
    return Received(recommendation, token, new=True)


@transaction.atomic
def _keep(recommendation: Recommendation, photos: Sequence, documents: Sequence, stored: list, token: str) -> None:
    person = recommendation.person
    recommendation.save(force_insert=True)
    store(recommendation, photos, documents, person, stored)
    log(instance=recommendation, action=RECEIVED, user=person, data={"files": len(stored)})
    _take_in_own(recommendation)
    if recommendation.batch is None:
        news.tell_received(recommendation, token)


@transaction.atomic
def accept(
    recommendation: Recommendation,
    person: User,
    *,
    product: Product | None = None,
    organisation: Organisation | None = None,
    producer: Organisation | None = None,
    producer_name: str = "",
    name_zh: str = "",
    name_en: str = "",
    kind: str = "",
) -> Recommendation:
    """Take it in: open the case of `product`, or of a record made from it. `person` counts as recommending.

    `organisation` is the one that spoke; made from the form's words where none is given.
    """
    _lock(recommendation)
    check(person, ACCEPT.action, recommendation)
    spoke = recommendation.organisation or organisation
    spoke = spoke or organisation_called(
        recommendation.organisation_name, recommendation.organisation_kind, recommendation.place
    )
    if product is None:
        product = make_product(
            recommendation,
            spoke,
            name_zh=name_zh,
            name_en=name_en,
            kind=kind,
            producer=producer,
            producer_name=producer_name,
        )
    shown = recommendation.contact_name if recommendation.name_may_be_shown else ""
    recommendation.organisation = spoke
    _open_case(recommendation, product, person, outside=(spoke, shown))
    news.tell_taken_in(recommendation)
    return recommendation


@transaction.atomic
def decline(
    recommendation: Recommendation, person: User, *, reason: str, duplicate_of: Product | None = None
) -> Recommendation:
    """Say no and why; whoever recommended reads the reason."""
    reason = reason_text(reason)
    _lock(recommendation)
    check(person, DECLINE.action, recommendation)
    if duplicate_of is not None and not is_in_scope(person, duplicate_of):
        raise Refused("verification.not_yours", _("This belongs to another organisation."))
    recommendation.decision_reason = reason
    recommendation.duplicate_of = duplicate_of
    _move(DECLINE, recommendation, person, DECLINED, reason=reason)
    news.tell_declined(recommendation)
    return recommendation


def token_of(key: UUID) -> str:
    """The token of a form: the same for the same key, so that a form sent twice is answered twice the same."""
    made = salted_hmac("products.recommendations.token", str(key), algorithm="sha256").digest()
    return urlsafe_b64encode(made[:24]).decode()


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def by_token(token: str) -> Recommendation | None:
    found = Recommendation.objects.filter(token_digest=digest_of(token))
    return found.select_related("place", "verification__product", "duplicate_of").first()


def _known(key: UUID, token: str) -> Received | None:
    known = Recommendation.objects.filter(key=key).first()
    if known is None:
        return None
    return Received(known, token if known.token_digest == digest_of(token) else "", new=False)


def speaker(person: User | None) -> dict:
    """Whoever has an account speaks for its organisation, whatever the form says."""
    if person is None:
        return {}
    organisation = person.organisation
    if organisation is None:
        return {"person": person}
    return {
        "person": person,
        "organisation": organisation,
        "organisation_name": organisation.name()[:120],
        "organisation_kind": organisation.kind,
    }


def check_words(recommendation: Recommendation) -> None:
    """What the form checks field by field, once more for every other way in."""
    if not recommendation.name_zh.strip() and not recommendation.name_en.strip():
        raise Refused("recommendation.no_name", _("Give the product's name in Chinese or in English."))
    if not recommendation.contact_email and not recommendation.contact_phone and recommendation.person is None:
        raise Refused("recommendation.no_contact", _("Give an e-mail address or a telephone number."))
    if bool(recommendation.season_start) != bool(recommendation.season_end):
        raise Refused(
            "recommendation.half_a_season", _("Give both the first and the last month of harvest, or neither.")
        )
    if not SHORTEST_WHY <= len(recommendation.why.strip()) <= LONGEST_WHY:
        raise Refused(
            "recommendation.why_length",
            _("Say in %(least)d to %(most)d characters why it is distinctive.")
            % {"least": SHORTEST_WHY, "most": LONGEST_WHY},
        )
    if recommendation.supply_kg is not None and not 0 < recommendation.supply_kg <= MOST_KG:
        raise Refused("recommendation.supply", _("Give the supply in whole kilograms."))
    try:
        recommendation.clean_fields(exclude=["token_digest"])
    except ValidationError as error:
        raise Refused("recommendation.invalid", " ".join(error.messages)) from error


def _check_text(recommendation: Recommendation) -> None:
    """The same text again: either it was sent before, or somebody sends it for everything."""
    since = timezone.now() - timedelta(days=SAME_TEXT_DAYS)
    same = Recommendation.objects.filter(why=recommendation.why, created_at__gte=since)
    if same.filter(name_zh=recommendation.name_zh, name_en=recommendation.name_en, place=recommendation.place).exists():
        raise Refused(
            "recommendation.sent_before", _("This was recommended in the same words before; it need not be sent again.")
        )
    if recommendation.person is None and same.count() >= SAME_TEXT_MOST:
        raise Refused(
            "recommendation.same_text",
            _("These very words came with several products. Say what is distinctive of this one."),
        )


def _lock(recommendation: Recommendation) -> None:
    recommendation.refresh_from_db(from_queryset=Recommendation.objects.select_for_update())


def _take_in_own(recommendation: Recommendation) -> None:
    person = recommendation.person
    if person is None or person.organisation is None or not may(person, "recommend"):
        return
    if any(likeness.certain for likeness in likely_duplicates(recommendation)):
        return
    _open_case(recommendation, make_product(recommendation, person.organisation), person)


def _open_case(recommendation: Recommendation, product: Product, person: User, outside: tuple | None = None) -> None:
    english = recommendation.language.startswith("en")
    recommendation.verification = services.recommend(
        product,
        person,
        on=timezone.localdate(),
        note_zh="" if english else recommendation.why,
        note_en=recommendation.why if english else "",
        outside=outside,
    )
    _move(ACCEPT, recommendation, person, ACCEPTED, product=product.code)


def _move(transition: Transition, recommendation: Recommendation, person: User, action: str, **details) -> None:
    if recommendation.state not in transition.sources:
        raise Refused("recommendation.decided", _("Somebody has already decided on this recommendation."))
    recommendation.state = transition.target
    recommendation.decided_by, recommendation.decided_at = person, timezone.now()
    recommendation.save(
        update_fields=[
            "state",
            "organisation",
            "verification",
            "duplicate_of",
            "decision_reason",
            "decided_by",
            "decided_at",
        ]
    )
    log(instance=recommendation, action=action, user=person, data=details)
