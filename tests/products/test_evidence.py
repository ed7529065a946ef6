"""Evidence: one file, its checksum at adding, and the digest over all of it."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from products import services
from products.errors import Refused
from products.evidence import evidence_digest
from products.models import Evidence
from tests import factories
from tests.products.test_files import PDF


def document(data: bytes = PDF, name: str = "report.pdf") -> Document:
    return Document.objects.create(title="report", file=ContentFile(data, name=name))


def test_a_photo_and_a_document_with_their_checksums(recommended, people):
    photo = factories.PhotoFactory()
    first = services.add_evidence(recommended, people["inspector"], title_zh="果园", photo=photo)
    second = services.add_evidence(recommended, people["recommender"], title_zh="报告", document=document())
    assert first.sha256 == photo.sha256 == hashlib.sha256(factories.jpeg_bytes()).hexdigest()
    assert second.sha256 == hashlib.sha256(PDF).hexdigest()
    assert evidence_digest(recommended) == hashlib.sha256(f"{first.sha256}\n{second.sha256}".encode()).hexdigest()


def test_digest_of_nothing(recommended):
    assert evidence_digest(recommended) == hashlib.sha256(b"").hexdigest()


def test_one_file_it_is(recommended, people):
    for files in ({}, {"photo": factories.PhotoFactory(), "document": document()}):
        with pytest.raises(Refused) as refused:
            services.add_evidence(recommended, people["inspector"], title_zh="x", **files)
        assert refused.value.code == "evidence.one_file"


def test_a_title_is_needed(recommended, people):
    with pytest.raises(Refused) as refused:
        services.add_evidence(recommended, people["inspector"], title_zh=" ", document=document())
    assert refused.value.code == "evidence.no_title"


@pytest.mark.parametrize(
    ("data", "code"), [(b"MZ no pdf", "file.no_pdf"), (PDF + bytes(10 * 1024 * 1024), "file.too_large")]
)
def test_documents_are_judged_by_content(recommended, people, data, code):
    with pytest.raises(Refused) as refused:
        services.add_evidence(recommended, people["inspector"], title_zh="x", document=document(data))
    assert refused.value.code == code
    assert not Evidence.objects.exists()


def test_an_oversize_photo_is_refused(recommended, people, settings):
    photo = factories.PhotoFactory()
    settings.MAX_IMAGE_PIXELS = photo.width * photo.height - 1
    with pytest.raises(Refused) as refused:
        services.add_evidence(recommended, people["inspector"], title_zh="x", photo=photo)
    assert refused.value.code == "file.too_many_pixels"


@pytest.mark.parametrize("role", ["confirmer", "author", "editor", "operator", "analyst"])
def test_other_roles_add_none(recommended, people, role):
    with pytest.raises(Refused):
        services.add_evidence(recommended, people[role], title_zh="x", document=document())


def test_none_is_added_after_the_confirmation(verified, people):
    verification = verified.current_verification
    before = evidence_digest(verification)
    with pytest.raises(Refused) as refused:
        services.add_evidence(verification, people["inspector"], title_zh="x", document=document())
    assert refused.value.code == "verification.evidence_closed"
    assert evidence_digest(verification) == before


def test_a_new_file_gives_a_photo_a_new_checksum(site):
    photo = factories.PhotoFactory()
    before = photo.sha256
    photo.title = "renamed"
    photo.save()
    assert photo.sha256 == before
    photo.file = ContentFile(factories.jpeg_bytes(colour="#224422"), name="other.jpg")
    photo.save()
    photo.refresh_from_db()
    assert photo.sha256 == hashlib.sha256(factories.jpeg_bytes(colour="#224422")).hexdigest()
