"""What the tests of visits share. Names are invented."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from products import visits
from products.errors import Refused
from products.models import PersonMet
from tests.factories import jpeg_bytes
from tests.products.days import day

COLOURS = iter(f"#{number:06x}" for number in range(4096, 2**24))


def photo_file(name: str = "IMG_0001.jpg", **size) -> SimpleUploadedFile:
    """A photo of its own: no two have the same bytes."""
    return SimpleUploadedFile(name, jpeg_bytes(**{"width": 400, "height": 300, "colour": next(COLOURS), **size}))


def met(visit, people, *, key=None, **fields) -> PersonMet:
    agreed = {"may_picture": True, "may_name": True, "consent_form": "signed", "consented_on": day(20)}
    return visits.save_person(visit, people["inspector"], key or uuid.uuid4(), **{"name": "田阿妹", **agreed, **fields})


def refused(call, *args, **kwargs) -> str:
    """The code of the refusal; fails where nothing is refused or the reason has no words."""
    with pytest.raises(Refused) as refusal:
        call(*args, **kwargs)
    assert str(refusal.value)
    return refusal.value.code
