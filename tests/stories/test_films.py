"""What is stored of a video is what is in the file; what is no video is refused with the reason."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from products.models import Photo
from stories.films import NotAFilm, probe
from stories.models import Film
from tests.factories import PhotoFactory, jpeg_bytes
from tests.stories.films import make_film, mp4


def upload(data: bytes, name: str = "film.mp4") -> ContentFile:
    return ContentFile(data, name=name)


def test_a_film_is_described_by_its_file(site):
    film = make_film()
    assert (film.width, film.height, film.codec) == (320, 240, "h264")
    assert film.duration == pytest.approx(2.0, abs=0.15)
    with film.file.open("rb") as file:
        assert film.sha256 == hashlib.sha256(file.read()).hexdigest()
    assert film.file_size == len(mp4())
    assert film.type == "video"


def test_a_poster_is_taken_from_the_film(site):
    poster = make_film().poster
    assert (poster.width, poster.height) == (320, 240)


def test_a_poster_that_was_chosen_stays(site):
    chosen = PhotoFactory()
    assert make_film(poster=chosen).poster == chosen


def test_saving_again_reads_no_file(site, monkeypatch):
    film = make_film()
    monkeypatch.setattr("stories.films.probe", lambda file: pytest.fail("read again"))
    film.title = "又一次"
    film.save()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "film.not_a_video"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "film.not_a_video"),
        (jpeg_bytes(60, 40), "film.not_a_video"),
        (b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 200, "film.broken"),
        (mp4()[: len(mp4()) // 2], "film.broken"),
        (b"\x1a\x45\xdf\xa3" + b"\xff" * 400, "film.broken"),
    ],
    ids=["empty", "playlist", "photo", "no-index", "cut-off", "not-webm"],
)
def test_what_is_no_film_is_refused(data, code):
    with pytest.raises(NotAFilm) as refusal:
        probe(upload(data))
    assert refusal.value.code == code


def test_too_large_is_refused_before_reading(settings):
    settings.MAX_VIDEO_BYTES = 100
    with pytest.raises(NotAFilm) as refusal:
        probe(upload(mp4()))
    assert refusal.value.code == "film.too_large"


@pytest.mark.parametrize("data", [jpeg_bytes(60, 40), mp4()[:900]], ids=["disguised", "cut-off"])
def test_the_form_says_what_is_wrong_and_stores_nothing(client, people, data):
    client.force_login(people["author"])
    answer = client.post(
        reverse("wagtailmedia:add", args=["video"]),
        {"title": "假的", "file": SimpleUploadedFile("film.mp4", data, "video/mp4")},
    )
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert (list(errors), len(errors["file"])) == (["file"], 1)
    assert not Film.objects.exists()
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "whatever its name says"), ("zh-hans", "这都不是 MP4、MOV 或 WebM 视频")]
)
def test_the_dialog_of_the_editor_says_it_in_the_persons_language(client, people, language, words):
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(people["author"])
    profile.preferred_language = language
    profile.save()
    client.force_login(people["author"])
    answer = client.post(
        reverse("wagtailmedia:chooser_upload", args=["video"]),
        {
            "media-chooser-upload-title": "假的",
            "media-chooser-upload-file": SimpleUploadedFile("film.mp4", jpeg_bytes(60, 40), "video/mp4"),
        },
    )
    assert words in answer.json()["html"]
    assert not Film.objects.exists()
    assert not Photo.objects.exists()


def test_the_form_takes_a_real_film(client, people):
    client.force_login(people["author"])
    answer = client.post(
        reverse("wagtailmedia:add", args=["video"]),
        {"title": "摘橘子", "file": SimpleUploadedFile("film.mp4", mp4(), "video/mp4")},
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert Film.objects.get().poster is not None


@pytest.mark.parametrize(
    ("name", "data", "fine"),
    [
        ("a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n摘橘子\n".encode(), True),
        ("a.vtt", "\ufeffWEBVTT - 字幕\r\n".encode(), True),
        ("a.srt", b"WEBVTT\n", False),
        ("a.vtt", b"<script>alert(1)</script>", False),
        ("a.vtt", "WEBVTT\n字幕".encode("gb18030"), False),
        ("a.vtt", b"WEBVTT\n" + b"x" * 1024 * 1024, False),
    ],
)
def test_captions_are_webvtt(client, people, name, data, fine):
    client.force_login(people["author"])
    form = {
        "title": "摘橘子",
        "file": SimpleUploadedFile("film.mp4", mp4(), "video/mp4"),
        "captions_zh": SimpleUploadedFile(name, data),
    }
    client.post(reverse("wagtailmedia:add", args=["video"]), form)
    assert Film.objects.exists() is fine


@pytest.mark.parametrize(("prefix", "dialogs"), [(None, True), ("media-chooser-upload", False)])
def test_no_dialog_opens_from_within_a_dialog(prefix, dialogs, site):
    from wagtail.images.widgets import AdminImageChooser
    from wagtailmedia.forms import get_media_form

    form = get_media_form(Film)(instance=Film(type="video"), prefix=prefix)
    assert isinstance(form.fields["poster"].widget, AdminImageChooser) == dialogs
    assert 'name="media-chooser-upload-poster"' in str(form["poster"]) or dialogs
