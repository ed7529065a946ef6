"""Photos and documents of a visit: taken once however often they are sent, checked before they are decoded."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from products import services
from products.audit import PHOTO_REMOVED
from products.consents import kept_from_view
from products.errors import Refused
from products.evidence_uploads import add_uploaded_evidence
from products.files import check_pdf, check_whole_picture
from products.models import Evidence, PersonMet, Photo, Visit, VisitPhoto
from products.visit_hold import checked, hold

MAX_PHOTOS, MAX_DOCUMENTS = 10, 5
# A phone's clock may run ahead by this much before what it says is left out.
CLOCK_AHEAD = timedelta(minutes=10)


@transaction.atomic
def add_photo(
    visit: Visit,
    person,
    key: UUID,
    file,
    *,
    caption_zh: str = "",
    caption_en: str = "",
    taken_at: datetime | None = None,
) -> VisitPhoto:
    """Keep one photo. `key` was made on the phone: the same photo sent again is the row that is there."""
    known = VisitPhoto.objects.filter(key=key, visit=visit, visit__inspector=person).select_related("photo").first()
    if known is not None:
        return known
    hold(visit, person)
    known = VisitPhoto.objects.filter(key=key).first()
    if known is not None:
        if known.visit_id != visit.pk:
            raise Refused("visit.key_of_another", _("This entry belongs to another visit."))
        return known
    if visit.photos.count() >= MAX_PHOTOS:
        raise Refused(
            "visit.many_photos",
            _("A visit has at most %(limit)d photos. Remove one to add another.") % {"limit": MAX_PHOTOS},
        )
    ending = check_whole_picture(file)
    if taken_at and taken_at > timezone.now() + CLOCK_AHEAD:
        taken_at = None
    item = VisitPhoto(visit=visit, key=key, caption_zh=caption_zh.strip(), caption_en=caption_en.strip())
    item.taken_at = taken_at
    # Nothing in the name of the file can be guessed or gives anything away.
    file.name = f"visit-{key}.{ending}"
    photo = Photo(
        file=file, uploaded_by_user=person, consent_note=f"visit {visit.pk}", credit=person.display_name("zh-hans")
    )
    _describe(photo, item)
    try:
        with transaction.atomic():
            photo.save()
            item.photo = photo
            checked(item)
            item.save()
    except Exception:
        if photo.file._committed:
            photo.file.storage.delete(photo.file.name)
        raise
    return item


@transaction.atomic
def save_photo_words(
    visit: Visit,
    person,
    key: UUID,
    *,
    caption_zh: str = "",
    caption_en: str = "",
    people: list[UUID] = (),
    as_evidence: bool = False,
) -> VisitPhoto:
    """Caption a photo, say who is on it, and whether it shall be public evidence.

    Refused where somebody on it has not agreed to be shown (`visit.no_consent`).
    """
    hold(visit, person)
    item = _photo(visit, key)
    item.caption_zh, item.caption_en = caption_zh.strip(), caption_en.strip()
    shown = list(PersonMet.objects.filter(visit=visit, key__in=list(people)))
    refusing = [str(met) for met in shown if not met.may_be_shown]
    if as_evidence and refusing:
        raise no_consent(refusing)
    item.as_evidence = as_evidence
    checked(item)
    item.save()
    item.people.set(shown)
    _describe(item.photo, item)
    item.photo.save(update_fields=["title", "alt_zh", "alt_en"])
    return item


@transaction.atomic
def remove_photo(visit: Visit, person, key: UUID) -> None:
    """Take a photo out, its file too. One that is already gone stays gone."""
    verification = hold(visit, person)
    item = visit.photos.filter(key=key).select_related("photo").first()
    if item is None:
        return
    photo = item.photo
    item.delete()
    photo.delete()
    log(instance=verification, action=PHOTO_REMOVED, user=person, data={"visit": visit.pk, "sha256": photo.sha256})


@transaction.atomic
def add_document(visit: Visit, person, file, *, title_zh: str = "", title_en: str = "") -> Evidence:
    """Keep a PDF as evidence of the case. The same bytes again are the document that is there."""
    verification = hold(visit, person)
    check_pdf(file)
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    known = verification.evidence.filter(sha256=sha256, document__isnull=False).first()
    if known is not None:
        return known
    if documents_of(visit).count() >= MAX_DOCUMENTS:
        raise Refused("visit.many_documents", _("A visit has at most %(limit)d documents.") % {"limit": MAX_DOCUMENTS})
    title = title_zh.strip() or title_en.strip() or file.name.rpartition(".")[0]
    return add_uploaded_evidence(verification, person, title_zh=title[:120], title_en=title_en.strip(), file=file)


def documents_of(visit: Visit):
    """The documents added to the case since the visit began, until it was finished."""
    found = visit.verification.evidence.filter(document__isnull=False, added_at__gte=visit.started_at)
    if visit.finished_at:
        found = found.filter(added_at__lte=visit.finished_at)
    return found.select_related("document")


def become_evidence(visit: Visit, person) -> None:
    """At the visit's end: chosen photos become evidence, and measured facts point to theirs."""
    evidence = {}
    for item in visit.photos.filter(as_evidence=True).select_related("photo").prefetch_related("people"):
        refusing = [str(met) for met in item.people.all() if not met.may_be_shown]
        if refusing or kept_from_view([item.photo_id]):
            raise no_consent(refusing)
        evidence[item.pk] = services.add_evidence(
            visit.verification,
            person,
            title_zh=(item.caption_zh or item.caption_en)[:120],
            title_en=item.caption_en[:160],
            photo=item.photo,
        )
    for fact in visit.measurements.filter(photo__in=evidence):
        fact.evidence = evidence[fact.photo_id]
        fact.save(update_fields=["evidence"])


def no_consent(names: list[str]) -> Refused:
    return Refused(
        "visit.no_consent",
        _("This photo cannot be public: %(names)s did not agree to be shown in pictures.")
        % {"names": ", ".join(names)},
    )


def _photo(visit: Visit, key: UUID) -> VisitPhoto:
    item = visit.photos.filter(key=key).select_related("photo").first()
    if item is None:
        raise Refused("visit.no_such_photo", _("This photo has been removed."))
    return item


def _describe(photo: Photo, item: VisitPhoto) -> None:
    """The library knows the photo by its caption, or by product and day."""
    visit = item.visit
    photo.title = item.caption_zh or item.caption_en or f"{visit.verification.product} {visit.on}"
    photo.alt_zh, photo.alt_en = item.caption_zh, item.caption_en
