"""Versions of films: what is made, by whom, what they are like, and what becomes of work that was left."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image as Pillow

from stories import film_encoding, film_versions
from stories.film_limits import ready_for_the_web, streams_of
from stories.film_words import reason_words
from stories.films import jpeg_of, opened, probe
from stories.models import Film, FilmVersion
from tests.stories.films import film_bytes

pytestmark = pytest.mark.django_db


def film_of(data: bytes, name: str = "film.mp4", **fields) -> Film:
    film = Film(title="摘橘子", file=ContentFile(data, name=name), **fields)
    film.save()
    return film


def queued(film: Film, recipe: str = "1080p") -> FilmVersion:
    return FilmVersion.objects.create(
        film=film, recipe=recipe, source_sha256=film.sha256, queued_at=timezone.now() - timedelta(hours=1)
    )


def made(film: Film, recipe: str = "1080p") -> FilmVersion:
    version = queued(film, recipe)
    film_versions.prepare(version.pk)
    version.refresh_from_db()
    return version


# What is told of an upload


def test_sound_rate_and_rotation_are_read(site):
    film = film_of(film_bytes(rotation=270))
    assert (film.width, film.height, film.rotation) == (36, 64, 270)
    assert (film.audio_codec, film.pixel_format) == ("aac", "yuv420p")
    assert film.bitrate == pytest.approx(film.file_size * 8 / film.duration, rel=0.01)
    assert (film.poster.width, film.poster.height) == (36, 64)


@pytest.mark.parametrize(
    ("given", "name", "everywhere"),
    [
        ({}, "film.mp4", True),
        ({"sound": ""}, "film.mp4", True),
        ({}, "film.mov", False),
        ({"container": "mov"}, "film.mp4", False),
        ({"index_first": False}, "film.mp4", False),
        ({"rotation": 90}, "film.mp4", False),
        ({"codec": "mpeg4"}, "film.mp4", False),
        ({"sound": "libmp3lame"}, "film.mp4", False),
        ({"width": 2560, "height": 1440, "seconds": 0.2}, "film.mp4", False),
    ],
)
def test_what_plays_everywhere_as_it_is(site, given, name, everywhere):
    assert film_of(film_bytes(**given), name).plays_everywhere is everywhere


def test_what_is_wanted_of_a_film(site):
    assert film_versions.wanted_recipes(film_of(film_bytes())) == ["9x16"]
    assert film_versions.wanted_recipes(film_of(film_bytes(index_first=False))) == ["1080p", "9x16"]
    assert film_versions.wanted_recipes(film_of(film_bytes(width=36, height=64))) == []


# What is made


@pytest.mark.parametrize(
    ("given", "name", "size"),
    [
        ({"rotation": 270}, "film.mp4", (36, 64)),
        ({"codec": "mpeg4", "sound": "libmp3lame"}, "film.mp4", (64, 36)),
        ({"codec": "libvpx", "container": "webm", "sound": "libopus"}, "film.webm", (64, 36)),
        ({"container": "mov", "sound": "", "rate": 50, "codec": "mpeg4"}, "film.mov", (64, 36)),
    ],
)
def test_any_film_becomes_one_that_plays_everywhere(site, given, name, size):
    film = film_of(film_bytes(**given), name)
    version = made(film)
    assert (version.state, version.progress) == ("ready", 100)
    with version.file.open("rb") as file:
        found = probe(file)
        with opened(file) as container:
            assert streams_of(container).rate <= 30
    assert found.plays_everywhere
    assert (found.width, found.height) == (version.width, version.height) == size
    assert found.audio_codec == ("aac" if given.get("sound", "aac") else "")
    assert found.seconds == version.duration == pytest.approx(film.duration, abs=0.15)
    assert (found.sha256, found.bytes, found.bitrate) == (version.sha256, version.bytes, version.bitrate)


def test_streams_that_fit_are_kept_to_the_bit(site):
    film = film_of(film_bytes(container="mov"), "film.mov")
    version = made(film)
    assert version.state == "ready"

    def pictures(file) -> list[bytes]:
        with opened(file) as container:
            return [bytes(packet) for packet in container.demux(container.streams.video[0])]

    with version.file.open("rb") as copy, film.file.open("rb") as upload:
        assert ready_for_the_web(copy)
        assert pictures(copy) == pictures(upload)


def test_an_upright_version_has_the_whole_film_before_its_blur(site):
    version = made(film_of(film_bytes()), "9x16")
    assert (version.state, version.width, version.height) == ("ready", 1080, 1920)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_film_on_its_side_stands_up(rotation, tmp_path):
    """The same corner is bright in what players show of the upload and in the version."""
    data = ContentFile(film_bytes(rotation=rotation, corner=True), name="film.mp4")
    found = probe(data)
    path = tmp_path / "version.mp4"
    with opened(data) as container:
        streams = streams_of(container).turned(found.rotation)
        film_encoding.encode(container, str(path), streams, 1.0, upright=False, tell=lambda done: None)
    with opened(path.open("rb")) as container:
        picture = Pillow.open(ContentFile(jpeg_of(next(container.decode(video=0)))))
    upload = Pillow.open(ContentFile(found.poster))
    assert bright_corner(picture) == bright_corner(upload)
    with opened(path.open("rb")) as container:
        assert next(container.decode(video=0)).rotation == 0


def bright_corner(picture: Pillow.Image) -> int:
    width, height = picture.size
    places = [(3, 3), (width - 4, 3), (3, height - 4), (width - 4, height - 4)]
    shades = [picture.convert("L").getpixel(place) for place in places]
    return shades.index(max(shades))


@pytest.mark.parametrize(
    ("size", "within"),
    [
        ((3840, 2160), (1920, 1080)),
        ((2160, 3840), (1080, 1920)),
        ((2000, 2000), (1080, 1080)),
        ((641, 359), (640, 360)),
        ((4096, 1716), (1920, 804)),
    ],
)
def test_sizes_are_even_and_within_1080p(size, within):
    assert film_encoding.size_within(*size) == within


# Who works on it


def test_two_workers_make_it_once(site):
    version = queued(film_of(film_bytes(index_first=False)))
    assert film_versions.take(version.pk)
    assert film_versions.take(version.pk) is None


def test_a_worker_that_lost_its_lease_writes_nothing(site, monkeypatch):
    version = queued(film_of(film_bytes(index_first=False)))
    store = film_versions._keep

    def taken_meanwhile(*args):
        FilmVersion.objects.filter(pk=version.pk).update(lease_owner="another")
        store(*args)

    monkeypatch.setattr(film_versions, "_keep", taken_meanwhile)
    film_versions.prepare(version.pk)
    version.refresh_from_db()
    assert (version.state, version.lease_owner, version.file.name) == ("working", "another", "")


def test_what_a_killed_worker_left_is_taken_up_again(site):
    version = queued(film_of(film_bytes(index_first=False)))
    film_versions.take(version.pk)
    assert film_versions.resume().again == 0
    FilmVersion.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    call_command("prepare_films")
    version.refresh_from_db()
    assert version.state == "queued"
    assert DBTaskResult.objects.filter(task_path="stories.tasks.prepare_film", queue_name="films").count() == 1
    film_versions.prepare(version.pk)
    version.refresh_from_db()
    assert (version.state, version.attempts) == ("ready", 2)


def test_work_that_is_broken_off_again_and_again_is_given_up(site):
    version = queued(film_of(film_bytes()))
    for _attempt in range(film_versions.MAX_ATTEMPTS):
        assert film_versions.take(version.pk)
        FilmVersion.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert film_versions.resume() == film_versions.Resumed(0, 1)
    version.refresh_from_db()
    assert (version.state, version.reason) == ("failed", "film.given_up")


def test_a_task_that_was_lost_comes_again_once(site):
    queued(film_of(film_bytes()))
    assert film_versions.resume().again == 1
    assert film_versions.resume().again == 0


def test_a_film_whose_file_is_gone_fails_with_the_reason(site):
    film = film_of(film_bytes(index_first=False))
    default_storage.delete(film.file.name)
    version = made(film)
    assert (version.state, version.reason) == ("failed", "film.gone")


def test_versions_of_a_former_file_are_history(site):
    film = film_of(film_bytes(index_first=False))
    old = made(film)
    waiting = queued(film, "9x16")
    film.file = ContentFile(film_bytes(index_first=False, seed=40), name="other.mp4")
    film.save()
    film_versions.plan(film)
    film_versions.prepare(waiting.pk)
    assert {row.recipe for row in film_versions.current(film)} == {"1080p", "9x16"}
    assert not film.versions.filter(pk=waiting.pk).exists()
    assert film.versions.get(pk=old.pk).state == "ready"


@pytest.mark.django_db(transaction=True)
def test_files_go_with_the_film(site):
    version = made(film_of(film_bytes(index_first=False)))
    name = version.file.name
    assert default_storage.exists(name)
    version.film.delete()
    assert not default_storage.exists(name)


# What people see of it


def upload(client, data: bytes, **more):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return client.post(
        reverse("wagtailmedia:add", args=["video"]),
        {"title": "摘橘子", "file": SimpleUploadedFile("film.mp4", data, "video/mp4"), **more},
    )


def test_an_upload_is_queued_once(client, people):
    client.force_login(people["author"])
    upload(client, film_bytes(index_first=False))
    film = Film.objects.get()
    assert sorted(film.versions.values_list("recipe", "state")) == [("1080p", "queued"), ("9x16", "queued")]
    film_versions.plan(film)
    assert DBTaskResult.objects.filter(task_path="stories.tasks.prepare_film").count() == 2


def told(client, film: Film) -> dict:
    return client.get(reverse("film_progress", args=[film.pk])).json()


def test_the_editor_asks_until_it_is_done(client, people):
    client.force_login(people["author"])
    upload(client, film_bytes(index_first=False, width=36, height=64))
    film = Film.objects.get()
    assert told(client, film)["working"] is True
    film_versions.prepare(film.versions.get().pk)
    done = told(client, film)
    assert (done["working"], done["versions"][0]["state"]) == (False, "ready")


def test_who_failed_is_told_why_and_may_try_again(client, people):
    client.force_login(people["author"])
    upload(client, film_bytes(width=36, height=64, index_first=False))
    film = Film.objects.get()
    film.versions.update(state="failed", reason="film.given_up", attempts=3)
    said = told(client, film)
    assert said["may_retry"]
    assert said["versions"][0]["words"] == reason_words("film.given_up")
    client.post(reverse("film_retry", args=[film.pk]))
    assert film.versions.get().state == "queued"


def test_strangers_are_told_nothing(client, people):
    film = film_of(film_bytes(), uploaded_by_user=people["author"])
    queued(film).film.versions.update(state="failed")
    client.force_login(people["analyst"])
    for name, args in (("film_progress", []), ("film_frame", [0])):
        assert client.get(reverse(name, args=[film.pk, *args])).status_code == 404
    assert client.post(reverse("film_retry", args=[film.pk])).status_code == 404
    assert film.versions.get().state == "failed"


def test_a_frame_becomes_the_poster(client, people):
    client.force_login(people["author"])
    upload(client, film_bytes(rotation=90))
    film = Film.objects.get()
    before = film.poster
    edit = reverse("wagtailmedia:edit", args=[film.pk])
    page = client.get(edit).content.decode()
    addresses = [reverse("film_frame", args=[film.pk, number]) for number in range(6)]
    assert all(address in page for address in addresses)
    shades = [client.get(address).content for address in addresses]
    assert len(set(shades)) == 6
    assert reverse("film_frame", args=[film.pk, 6]) not in page
    answer = client.post(edit, {"title": "摘橘子", "poster": before.pk, "poster_frame": "4"})
    assert answer.status_code == 302, answer.context["form"].errors
    film.refresh_from_db()
    assert film.poster != before
    assert (film.poster.width, film.poster.height) == (36, 64)


def test_a_chosen_photo_stays_where_no_frame_is_chosen(client, people):
    client.force_login(people["author"])
    upload(client, film_bytes())
    film = Film.objects.get()
    client.post(reverse("wagtailmedia:edit", args=[film.pk]), {"title": "新名", "poster": film.poster.pk})
    poster = film.poster
    film.refresh_from_db()
    assert (film.title, film.poster) == ("新名", poster)
