"""What the tests of visits share. Names are invented."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from products import services, visits
from products.errors import Refused
from products.models import PersonMet, Photo
from products.visit_files import add_photo, save_photo_words
from tests import factories
from tests.factories import jpeg_bytes
from tests.products.days import day

COLOURS = iter(f"#{number:06x}" for number in range(4096, 2**24))


def photo_file(name: str = "IMG_0001.jpg", **size) -> SimpleUploadedFile:
    """A photo of its own: no two have the same bytes."""
    return SimpleUploadedFile(name, jpeg_bytes(**{"width": 400, "height": 300, "colour": next(COLOURS), **size}))


def met(visit, people, *, key=None, **fields) -> PersonMet:
    agreed = {"may_picture": True, "may_name": True, "consent_form": "signed", "consented_on": day(20)}
    return visits.save_person(visit, people["inspector"], key or uuid.uuid4(), **{"name": "田阿妹", **agreed, **fields})


def shown_on_a_photo(recommended, people) -> tuple[PersonMet, Photo]:
    """Somebody met on a visit of a case that is confirmed since, and the photo that shows them."""
    inspector = people["inspector"]
    visit = visits.begin(recommended, inspector)
    someone = met(visit, people)
    item = add_photo(visit, inspector, uuid.uuid4(), photo_file())
    words = {"caption_zh": "田阿妹在采摘", "caption_en": "Picking", "people": [someone.key]}
    save_photo_words(visit, inspector, item.key, as_evidence=True, **words)
    visits.save_details(visit, inspector, seen=0, on=day(20), note_zh="看了")
    visits.finish(visit, inspector)
    factories.assess(recommended, inspector, on=day(15))
    services.confirm(recommended, people["confirmer"], on=day(10), valid_until=day(-100))
    return someone, item.photo


def refused(call, *args, **kwargs) -> str:
    """The code of the refusal; fails where nothing is refused or the reason has no words."""
    with pytest.raises(Refused) as refusal:
        call(*args, **kwargs)
    assert str(refusal.value)
    return refusal.value.code
