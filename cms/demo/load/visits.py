"""The visits of the demo's products: photos, people with their consents, measured facts."""

import uuid
from datetime import date
from decimal import Decimal

from products import visits
from products.models import Photo, User, Verification, Visit, VisitPhoto

from .content import read

SCENES = ("village", "work", "land")


def make_visit(
    verification: Verification, person: User, on: date, evidence: dict[str, dict], photos: dict[str, Photo], **notes
) -> None:
    """Record the visit as the field's form would; `evidence` are the public pictures by their key."""
    about = read("visits")[verification.product.slug]
    visit = visits.begin(verification, person)
    place = {name: Decimal(str(about[name])) for name in ("latitude", "longitude")}
    visits.save_details(visit, person, seen=0, on=on, accuracy_m=8, place_note=about["place_zh"], **place, **notes)
    _people(visit, person, about["people"], on)
    _photos(visit, evidence, photos)
    _measure(visit, person, read("visits")["methods"])
    visits.finish(visit, person)


def _people(visit: Visit, person: User, rows: list[list[str]], on: date) -> None:
    """The first agrees to everything; the second to pictures, but not to be named."""
    for number, (name, role_zh, role_en) in enumerate(rows):
        visits.save_person(
            visit,
            person,
            uuid.uuid4(),
            name=name,
            role_zh=role_zh,
            role_en=role_en,
            may_picture=True,
            may_name=number == 0,
            consent_form="signed" if number == 0 else "recorded",
            consented_on=on,
        )


def _photos(visit: Visit, evidence: dict[str, dict], photos: dict[str, Photo]) -> None:
    """The library's own pictures, so that no file is stored twice."""
    slug = visit.verification.product.slug
    people = list(visit.people.all())
    for scene in SCENES:
        photo = photos.get(f"{slug}-{scene}")
        if photo is None:
            continue
        public = evidence.get(photo.title)
        item = VisitPhoto.objects.create(
            visit=visit,
            key=uuid.uuid4(),
            photo=photo,
            caption_zh=public["title_zh"] if public else photo.alt_zh[:160],
            caption_en=public.get("title_en", "") if public else photo.alt_en[:200],
            as_evidence=public is not None,
        )
        if scene == "work":
            item.people.set(people)


def _measure(visit: Visit, person: User, methods: dict[str, str]) -> None:
    """Facts of the record that can be measured, as they stand there."""
    for fact in visit.verification.product.facts.filter(key__in=methods):
        values = {name: getattr(fact, name) for name in ("label_zh", "label_en", "value_zh", "value_en", "unit")}
        visits.save_measurement(visit, person, key=fact.key, method=methods[fact.key], **values)
