"""Photos and documents of a visit: once each, within limits, judged by content."""

import uuid
from datetime import timedelta
from itertools import count

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from products import services, visits
from products.models import Evidence, Photo, VisitPhoto
from products.visit_files import add_document, add_photo, remove_photo, save_photo_words
from tests import factories
from tests.products.days import day
from tests.products.test_files import PDF, png_claiming
from tests.products.visiting import met, photo_file, refused

NUMBERS = count()


@pytest.fixture
def visit(recommended, people):
    return visits.begin(recommended, people["inspector"])


@pytest.fixture
def add(visit, people):
    return lambda file=None, key=None, **words: add_photo(
        visit, people["inspector"], key or uuid.uuid4(), file or photo_file(), **words
    )


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("report.pdf", PDF + str(next(NUMBERS)).encode())


def test_the_same_upload_again_is_one_photo(add):
    key = uuid.uuid4()
    first, again = add(key=key, caption_zh="果园"), add(key=key)
    assert (first.pk, again.caption_zh) == (again.pk, "果园")
    assert (VisitPhoto.objects.count(), Photo.objects.filter(title="果园").count()) == (1, 1)


def test_it_is_still_answered_when_the_visit_is_finished(add, visit, people):
    key = uuid.uuid4()
    item = add(key=key)
    visits.save_details(visit, people["inspector"], seen=0, on=day(1), note_zh="看了")
    visits.finish(visit, people["inspector"])
    assert add(key=key) == item
    with_new = lambda: add()  # noqa: E731
    assert refused(with_new) == "verification.not_now"


def test_ten_photos_and_no_more(add):
    keys = [uuid.uuid4() for _number in range(10)]
    for key in keys:
        add(key=key)
    assert refused(add) == "visit.many_photos"
    assert add(key=keys[3]).key == keys[3]
    assert VisitPhoto.objects.count() == 10


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (png_claiming(8200, 5000), "a.png", "file.too_many_pixels"),
        (PDF, "a.jpg", "file.no_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.jpg", "file.no_picture"),
        (b"", "a.jpg", "file.no_picture"),
        (factories.jpeg_bytes()[:2000], "a.jpg", "file.damaged"),
        (png_claiming(20, 20), "a.png", "file.damaged"),
        (factories.jpeg_bytes() + bytes(10 * 1024 * 1024), "a.jpg", "file.too_large"),
    ],
    ids=["41 megapixels", "disguised", "svg", "empty", "broken off", "hollow", "11 MB"],
)
def test_a_wrong_file_leaves_nothing_behind(add, data, name, code):
    before = Photo.objects.count()
    assert refused(add, SimpleUploadedFile(name, data)) == code
    assert (Photo.objects.count(), VisitPhoto.objects.count()) == (before, 0)


def test_a_caption_that_is_too_long_leaves_no_file(add):
    key = uuid.uuid4()
    assert refused(add, key=key, caption_zh="长" * 161) == "visit.invalid"
    assert not default_storage.exists(f"original_images/visit-{key}.jpg")


def test_the_file_is_named_by_its_content(add):
    item = add(photo_file("../../田阿妹家.png"))
    assert item.photo.file.name == f"original_images/visit-{item.key}.jpg"


def test_a_clock_that_runs_ahead_costs_no_photo(add):
    assert add(taken_at=timezone.now() + timedelta(days=2)).taken_at is None
    assert add(taken_at=timezone.now() - timedelta(days=2)).taken_at


def test_removing_twice(add, visit, people):
    item = add()
    for _again in range(2):
        remove_photo(visit, people["inspector"], item.key)
    assert not Photo.objects.filter(pk=item.photo_id).exists()


def test_a_key_of_another_visit(add, people):
    other = visits.begin(
        services.recommend(factories.ProductFactory(), people["recommender"], on=day(9)), people["inspector"]
    )
    key = add().key
    assert refused(add_photo, other, people["inspector"], key, photo_file()) == "visit.key_of_another"
    remove_photo(other, people["inspector"], key)
    assert VisitPhoto.objects.filter(key=key).exists()


class TestConsent:
    def test_no_evidence_without_it(self, add, visit, people):
        no = met(visit, people, may_picture=False)
        item = add(caption_zh="采摘")
        call = lambda evidence: save_photo_words(  # noqa: E731
            visit, people["inspector"], item.key, caption_zh="采摘", people=[no.key], as_evidence=evidence
        )
        assert refused(call, True) == "visit.no_consent"
        call(False)
        # Not even where the mark came there by another way.
        VisitPhoto.objects.update(as_evidence=True)
        visits.save_details(visit, people["inspector"], seen=0, on=day(1), note_zh="看了")
        assert refused(visits.finish, visit, people["inspector"]) == "visit.no_consent"
        assert not Evidence.objects.exists()
        visit.refresh_from_db()
        assert visit.finished_at is None


class TestDocuments:
    def test_five_and_each_once(self, visit, people):
        files = [pdf() for _number in range(5)]
        for file in files:
            add_document(visit, people["inspector"], file, title_zh="检验报告")
        assert refused(add_document, visit, people["inspector"], pdf()) == "visit.many_documents"
        again = SimpleUploadedFile("again.pdf", files[2].open().read())
        assert add_document(visit, people["inspector"], again) in Evidence.objects.all()
        assert Evidence.objects.count() == 5

    @pytest.mark.parametrize(
        ("data", "code"),
        [(factories.jpeg_bytes(), "file.no_pdf"), (PDF + bytes(10 * 1024 * 1024), "file.too_large")],
    )
    def test_nothing_but_a_pdf(self, visit, people, data, code):
        file = SimpleUploadedFile("report.pdf", data)
        assert refused(add_document, visit, people["inspector"], file) == code
