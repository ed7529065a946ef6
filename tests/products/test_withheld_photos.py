"""Once consent is taken back, nothing lies any more where a picture of the person was."""

import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from products import withheld_photos
from products.consents import withdraw_consent
from products.models import Photo
from tests.factories import PhotoFactory
from tests.products.visiting import shown_on_a_photo

SIZE = "width-480|format-webp"


@pytest.fixture
def shown(recommended, people):
    return shown_on_a_photo(recommended, people)


@pytest.fixture
def put_away(django_capture_on_commit_callbacks):
    def call() -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return withheld_photos.put_away()

    return call


def tasks() -> list[str]:
    from django_tasks_db.models import DBTaskResult

    return list(DBTaskResult.objects.values_list("task_path", flat=True))


def test_the_worker_is_asked_in_the_same_transaction(shown, people):
    assert "products.tasks.put_away_photos" not in tasks()
    withdraw_consent(shown[0], people["inspector"])
    assert "products.tasks.put_away_photos" in tasks()


def test_original_and_sizes_leave_their_addresses(shown, people, put_away):
    someone, photo = shown
    size = photo.get_rendition(SIZE)
    data, address = photo.file.read(), photo.file.name
    assert put_away() == 0
    withdraw_consent(someone, people["inspector"])
    assert put_away() == 1
    assert not default_storage.exists(address)
    assert not photo.renditions.exists()
    # The worker deletes the file of a size whose row is gone.
    assert "wagtail.tasks.delete_file_from_storage_task" in tasks()
    photo.refresh_from_db()
    assert photo.file.read() == data
    assert address.rpartition("/")[2].rpartition(".")[0] not in photo.file.name
    # The desk still sees what the visit saw; nobody can tell that address from the old one.
    again = photo.get_rendition(SIZE)
    assert again.file.name != size.file.name
    assert photo.file.name.rpartition("/")[2].rpartition(".")[0] in again.file.name


def test_it_is_done_once_and_to_no_other(shown, people, put_away):
    other = PhotoFactory()
    withdraw_consent(shown[0], people["inspector"])
    assert put_away() == 1
    names = set(Photo.objects.values_list("file", flat=True))
    assert put_away() == 0
    assert set(Photo.objects.values_list("file", flat=True)) == names
    assert other.file.name in names


def test_a_file_that_is_gone_holds_up_no_other(shown, people, put_away, caplog):
    someone, photo = shown
    second = PhotoFactory()
    someone.photos.create(visit=someone.visit, photo=second, key=uuid.uuid4())
    withdraw_consent(someone, people["inspector"])
    default_storage.delete(photo.file.name)
    # An earlier test's photo may have had the same number and the same bytes.
    default_storage.delete(withheld_photos.name_of(photo))
    assert put_away() == 1
    second.refresh_from_db()
    assert second.file.name.startswith("withheld/")
    assert f"photo {photo.pk}" in caplog.text


def test_a_form_that_was_open_meanwhile_loses_nothing(shown, people, put_away):
    someone, photo = shown
    data = photo.file.read()
    withdraw_consent(someone, people["inspector"])
    put_away()
    # Loaded before, saved after.
    photo.alt_zh = "采橘子"
    photo.save()
    assert put_away() == 1
    kept = Photo.objects.get(pk=photo.pk)
    assert kept.file.name.startswith("withheld/")
    assert kept.file.read() == data
    assert kept.alt_zh == "采橘子"


def test_the_beginning_of_a_file_left_by_a_killed_worker_is_no_file(shown, people, put_away):
    someone, photo = shown
    data = photo.file.read()
    withdraw_consent(someone, people["inspector"])
    default_storage.delete(withheld_photos.name_of(photo))
    default_storage.save(withheld_photos.name_of(photo), ContentFile(data[:100]))
    assert put_away() == 1
    assert Photo.objects.get(pk=photo.pk).file.read() == data
