"""The visit in the field: begun, filled in piece by piece, finished. The only way a `Visit` changes.

Each piece is saved on its own, as a phone sends it when there is a network, and sending it twice
changes nothing the second time. Each function raises `products.errors.Refused` where a rule says no,
and then has changed nothing. Photos and documents: `products.visit_files`.
"""

import re
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from products import claims, services
from products.audit import VISIT_BEGUN, VISIT_TAKEN_OVER
from products.casework import check, lock
from products.dates import check_step_date
from products.errors import Refused
from products.models import Measurement, PersonMet, Verification, Visit
from products.slugs import slug_for
from products.visit_carry import carry_over
from products.visit_files import become_evidence
from products.visit_hold import checked, hold, taken_by

MAX_PEOPLE, MAX_MEASUREMENTS = 30, 40
MAX_NOTE = 4000
NUMBER = re.compile(r"[-+±~≈<>≤≥]?\s*\d[\d.,\s–~/-]*%?")


def standing_visit(verification: Verification) -> Visit | None:
    """The visit that was begun or made on this case and not sent back."""
    return verification.visits.filter(stands=True).select_related("inspector").first()


def earlier_visit(verification: Verification) -> Visit | None:
    """The visit that was sent back last: another one may start from its people and measured facts."""
    return verification.visits.filter(stands=False, finished_at__isnull=False).first()


@transaction.atomic
def begin(verification: Verification, person, *, take_over: bool = False, carry: bool = False) -> Visit:
    """Open the visit's form and claim the case; the same inspector goes on with theirs.

    What another person began is theirs until the case is given back; then `take_over` continues it with
    what they brought. `carry` starts from people and measured facts of the visit that was sent back.
    """
    lock(verification)
    check(person, "visit", verification)
    visit = standing_visit(verification)
    theirs = verification.claimed_by or (visit.inspector if visit else None)
    if verification.claimed_by_id not in (None, person.pk):
        raise taken_by(theirs)
    if visit is not None and visit.inspector_id != person.pk and not take_over:
        raise Refused(
            "visit.begun_by_other",
            _("%(person)s began this visit and gave the case back. Take it over to go on with what is there.")
            % {"person": visit.inspector},
        )
    if verification.claimed_by_id is None:
        claims.claim(verification, person)
    if visit is None:
        return _new_visit(verification, person, carry)
    if visit.inspector_id != person.pk:
        log(
            instance=verification,
            action=VISIT_TAKEN_OVER,
            user=person,
            data={"visit": visit.pk, "before": str(visit.inspector)},
        )
        visit.inspector = person
        visit.save(update_fields=["inspector"])
    return visit


@transaction.atomic
def save_details(visit: Visit, person, *, seen: int, device: UUID | None = None, **details) -> Visit:
    """Save day, place and notes. `seen` is `Visit.changes` as the form knew it, `device` the phone it is on.

    A phone whose last answer was lost in the air may go on; another one's newer words are not overwritten:
    `Refused("visit.changed")`. Fields: on, latitude, longitude, accuracy_m, place_note, note_zh, note_en,
    no_photo_reason.
    """
    hold(visit, person)
    if seen != visit.changes and (device is None or device != visit.saved_from):
        raise Refused("visit.changed", _("This was saved from another device or window in the meantime."))
    for name, value in details.items():
        setattr(visit, name, value.strip() if isinstance(value, str) else value)
    check_step_date(visit.on, visit.verification)
    if (visit.latitude is None) != (visit.longitude is None):
        raise Refused("visit.half_a_place", _("Give both latitude and longitude, or neither."))
    if visit.latitude is None:
        visit.accuracy_m = None
    if max(len(visit.note_zh), len(visit.note_en)) > MAX_NOTE:
        raise Refused("visit.long_note", _("A note has at most %(limit)d characters.") % {"limit": MAX_NOTE})
    checked(visit)
    visit.changes += 1
    visit.saved_from = device
    visit.save()
    return visit


@transaction.atomic
def save_person(visit: Visit, person, key: UUID, **fields) -> PersonMet:
    """Write down somebody met and what they agreed to; the same `key` again changes that row.

    Fields: name, role_zh, role_en, may_picture, may_name, consent_form, consented_on. Whoever agreed to
    something did so in some way on some day. Without consent to pictures theirs are no evidence any more.
    """
    hold(visit, person)
    met = _own(PersonMet, visit, key) or PersonMet(visit=visit, key=key)
    if met.withdrawn_at:
        raise Refused("consent.withdrawn", _("This person withdrew their consent."))
    if met.pk is None and visit.people.count() >= MAX_PEOPLE:
        raise Refused("visit.many_people", _("At most %(limit)d people can be noted.") % {"limit": MAX_PEOPLE})
    for name, value in fields.items():
        setattr(met, name, value.strip() if isinstance(value, str) else value)
    if (met.may_picture or met.may_name) and not (met.consent_form and met.consented_on):
        raise Refused("visit.consent_unclear", _("Say how and on which day they agreed."))
    if met.consented_on and met.consented_on > timezone.localdate():
        raise Refused("visit.consent_in_future", _("The day on which they agreed cannot lie in the future."))
    checked(met)
    met.save()
    if not met.may_be_shown:
        visit.photos.filter(people=met).update(as_evidence=False)
    return met


@transaction.atomic
def remove_person(visit: Visit, person, key: UUID) -> None:
    hold(visit, person)
    met = _own(PersonMet, visit, key)
    if met is None:
        return
    if not met.may_be_shown and met.photos.exists():
        # Whoever said no is still on the picture; forgetting the name would set the picture free.
        raise Refused(
            "visit.person_on_photo",
            _("%(name)s is on a photo and has not agreed to be shown. Remove the photo first.") % {"name": met},
        )
    met.delete()


@transaction.atomic
def save_measurement(
    visit: Visit, person, *, value_zh: str, value_en: str = "", label_zh: str, label_en: str, was: str = "", **fields
) -> Measurement:
    """Write down a measured fact. `key` names it, made of the label where it is empty; `was` is its key until now.

    A number is the same in both languages; words are said in both. Fields: key, unit, method, photo.
    """
    hold(visit, person)
    value_zh, value_en = value_zh.strip(), value_en.strip()
    if not (value_zh and value_en):
        value_zh = value_en = _number(value_zh or value_en)
    if not (label_zh.strip() or label_en.strip()):
        raise Refused("visit.no_label", _("Say what was measured."))
    key = fields.pop("key", "") or slug_for(label_en or label_zh, 40)
    fact = visit.measurements.filter(key=was or key).first() or Measurement(visit=visit)
    if visit.measurements.filter(key=key).exclude(pk=fact.pk).exists():
        raise Refused("visit.measured_twice", _("This has been measured already; change the row that is there."))
    if fact.pk is None and visit.measurements.count() >= MAX_MEASUREMENTS:
        raise Refused(
            "visit.many_measurements",
            _("At most %(limit)d measured facts can be noted.") % {"limit": MAX_MEASUREMENTS},
        )
    fact.key, fact.value_zh, fact.value_en = key, value_zh, value_en
    fact.label_zh, fact.label_en = label_zh.strip() or label_en.strip(), label_en.strip() or label_zh.strip()
    for name, value in fields.items():
        setattr(fact, name, value.strip() if isinstance(value, str) else value)
    if fact.photo is not None and fact.photo.visit_id != visit.pk:
        raise Refused("visit.photo_of_another", _("This photo belongs to another visit."))
    fact.carried_from = None
    checked(fact)
    fact.save()
    return fact


@transaction.atomic
def remove_measurement(visit: Visit, person, key: str) -> None:
    hold(visit, person)
    visit.measurements.filter(key=key).delete()


def missing(visit: Visit) -> list[str]:
    """What the visit needs before it can be finished, in the active language."""
    photos = list(visit.photos.prefetch_related("people"))
    lacks = []
    if not photos and not visit.no_photo_reason:
        lacks.append(_("Take at least one photo, or say why there is none."))
    for number, item in enumerate(photos, 1):
        if item.as_evidence and not (item.caption_zh or item.caption_en):
            lacks.append(_("Photo %(number)d will be public: give it a caption.") % {"number": number})
    if not (visit.note_zh or visit.note_en):
        lacks.append(_("Say in a note what you saw."))
    try:
        check_step_date(visit.on, visit.verification)
    except Refused as refusal:
        lacks.append(refusal.message)
    return [str(line) for line in lacks]


@transaction.atomic
def finish(visit: Visit, person) -> Verification:
    """Make the visit the case's step, and the photos chosen for it public evidence, in one transaction."""
    verification = hold(visit, person)
    if lacks := missing(visit):
        raise Refused("visit.incomplete", " ".join(lacks))
    become_evidence(visit, person)
    visit.finished_at = timezone.now()
    visit.save(update_fields=["finished_at"])
    return services.record_visit(verification, person, on=visit.on, note_zh=visit.note_zh, note_en=visit.note_en)


def record_briefly(verification: Verification, person, **step) -> Verification:
    """The step without the field's form; refused where a visit was begun in the field and not finished."""
    visit = standing_visit(verification)
    if visit is not None and visit.finished_at is None:
        raise Refused(
            "visit.begun",
            _("%(person)s has begun this visit in the field form. Finish it there.") % {"person": visit.inspector},
        )
    return services.record_visit(verification, person, **step)


def _own(model, visit: Visit, key: UUID):
    """The visit's row with this key, or None; a key of another visit is refused."""
    row = model.objects.filter(key=key).first()
    if row is not None and row.visit_id != visit.pk:
        raise Refused("visit.key_of_another", _("This entry belongs to another visit."))
    return row


def _number(value: str) -> str:
    if not value:
        raise Refused("visit.no_value", _("Enter the value that was measured."))
    if not NUMBER.fullmatch(value):
        raise Refused("visit.one_language", _("Say the value in Chinese and in English."))
    return value


def _new_visit(verification: Verification, person, carry: bool) -> Visit:
    visit = Visit.objects.create(verification=verification, inspector=person)
    log(instance=verification, action=VISIT_BEGUN, user=person, data={"visit": visit.pk})
    if carry and (earlier := earlier_visit(verification)):
        carry_over(earlier, visit)
        visit.begun_from = earlier
        visit.save(update_fields=["begun_from"])
    return visit
