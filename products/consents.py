"""Whether people agreed to be shown: the one answer for evidence, authors, stories and public pages.

Consent can be withdrawn at any time. From that moment the pictures are kept from public pages and from
authors; the rooms above correct what is out (`followers.on_consent_withdrawn`).
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from products import followers
from products.audit import CONSENT_WITHDRAWN
from products.casework import lock
from products.errors import Refused
from products.models import PersonMet, VisitPhoto
from products.scope import cases_of, is_in_scope
from products.tasks import put_away_photos

LONGEST_NOTE = 400
NO_CONSENT = Q(people__may_picture=False) | Q(people__withdrawn_at__isnull=False)


def photos_not_to_be_shown(photo_ids: Iterable[int | None]) -> set[int]:
    """Those of the photos on which somebody is shown without consent that holds today; one query."""
    known = {pk for pk in photo_ids if pk}
    if not known:
        return set()
    return set(VisitPhoto.objects.filter(NO_CONSENT, photo_id__in=known).values_list("photo_id", flat=True))


def photos_without_consent() -> QuerySet:
    """The ids of all photos on which somebody is shown without consent that holds today, as a subquery."""
    return VisitPhoto.objects.filter(NO_CONSENT).values("photo_id")


def kept_from_view(photo_ids: Iterable[int | None]) -> bool:
    return bool(photos_not_to_be_shown(photo_ids))


def photos_kept_from_authors() -> QuerySet:
    """The ids of photos that nobody may choose: without consent, or of a visit that is not finished."""
    kept = VisitPhoto.objects.filter(NO_CONSENT | Q(visit__finished_at__isnull=True))
    return kept.values("photo_id")


def people_met_by_scope(person) -> QuerySet[PersonMet]:
    """The people met on visits of cases that `person` may see."""
    return PersonMet.objects.filter(visit__verification__in=cases_of(person).values("pk"))


def may_withdraw(person, met: PersonMet) -> Refused | None:
    """Why `person` may not write down a withdrawal, or None."""
    if not person.has_perm("products.change_personmet"):
        return Refused("consent.no_permission", _("Your role does not allow this."))
    if not is_in_scope(person, met.visit.verification):
        return Refused("consent.not_yours", _("This belongs to another organisation."))
    if met.withdrawn_at:
        return Refused("consent.already_withdrawn", _("This consent has already been withdrawn."))
    return None


@transaction.atomic
def withdraw_consent(person_met: PersonMet, by, note: str = "") -> list[str]:
    """Write down that somebody withdrew their consent to pictures and name, on all visits where they were met.

    Returns what the rooms above say they did. Consent cannot be given back here: they would be met anew.
    """
    verification = person_met.visit.verification
    lock(verification)
    person_met.refresh_from_db(from_queryset=PersonMet.objects.select_related("visit__verification"))
    if refusal := may_withdraw(by, person_met):
        raise refusal
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise Refused("consent.long_note", _("A note has at most %(limit)d characters.") % {"limit": LONGEST_NOTE})
    followed = []
    for met in same_person(person_met):
        met.withdrawn_at, met.withdrawn_by, met.withdrawal_note = timezone.now(), by, note
        met.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_note"])
        VisitPhoto.objects.filter(people=met, visit__finished_at__isnull=True).update(as_evidence=False)
        followed += followers.on_consent_withdrawn.tell(person_met=met, person=by)
    put_away_photos.enqueue()
    person_met.refresh_from_db()
    log(
        instance=verification,
        action=CONSENT_WITHDRAWN,
        user=by,
        data={"person_met": person_met.pk, "reason": note, "followed": followed},
    )
    return followed


def same_person(met: PersonMet) -> list[PersonMet]:
    """The rows of this person on all visits of the case, as one was carried on from the other."""
    first = met
    while first.carried_from_id:
        first = first.carried_from
    family, found = [first], [first]
    while found:
        found = list(PersonMet.objects.filter(carried_from__in=found))
        family += found
    return [row for row in family if row.withdrawn_at is None]
