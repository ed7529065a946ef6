"""What a film's file tells beside pictures and sound never enters the house; how it plays stays to the bit."""

import hashlib
import io
import struct
import tempfile
from pathlib import Path

import av
import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from stories.film_metadata import forget, telling
from stories.films import NotAFilm, take_in
from stories.models import Film
from tests.stories.films import film_bytes
from tests.stories.telling_films import GIVE_AWAY, HIDDEN, KEY, MAKER, OWNER, PLACE, TRACKED, box, grown, phone_film


def with_options(kind: str, words: dict[str, str], options: dict[str, str] | None = None) -> bytes:
    """The pictures of a film in a file for which FFmpeg writes the metadata itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film"
        codec = "libvpx" if kind in ("webm", "matroska") else "libx264"
        with av.open(str(path), mode="w", format=kind, options=options or {}) as made:
            made.metadata.update(words)
            stream = made.add_stream(codec, rate=10)
            stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
            for index in range(10):
                frame = av.VideoFrame(64, 36, "yuv420p")
                for plane in frame.planes:
                    plane.update(bytes([index * 20]) * plane.buffer_size)
                made.mux(stream.encode(frame))
            made.mux(stream.encode())
        return path.read_bytes()


def seen(data: bytes) -> tuple[list[bytes], int, float]:
    """Every picture of a film, which side is up, and its length."""
    with av.open(io.BytesIO(data)) as container:
        frames = list(container.decode(container.streams.video[0]))
        pictures = [bytes(plane) for frame in frames for plane in frame.planes]
        return pictures, frames[0].rotation, container.duration


def heard(data: bytes) -> list[bytes]:
    with av.open(io.BytesIO(data)) as container:
        return [bytes(packet) for packet in container.demux(container.streams.audio[0])]


def forgotten(data: bytes) -> bytes:
    file = ContentFile(data)
    forget(file)
    clean = file.read()
    assert not list(telling(file))
    return clean


def tells(data: bytes) -> bool:
    with av.open(io.BytesIO(data)) as container:
        words = container.metadata | container.streams.video[0].metadata
    return any(word in data for word in GIVE_AWAY) or bool({"location", "make", "title", KEY.decode()} & words.keys())


@pytest.mark.parametrize("where", HIDDEN)
def test_what_is_hidden_in_an_mp4_goes_wherever_it_is(where):
    plain = film_bytes(index_first=False)
    data = grown(plain, *HIDDEN[where])
    assert any(word in data for word in GIVE_AWAY)
    clean = forgotten(data)
    assert not tells(clean)
    assert len(clean) == len(data)
    assert (seen(clean), heard(clean)) == (seen(plain), heard(plain))


@pytest.mark.parametrize("kind", ["mp4", "mov"])
@pytest.mark.parametrize("rotation", [0, 90, 270])
def test_a_film_of_a_phone_plays_as_before(rotation, kind):
    data = phone_film(rotation, kind)
    clean = forgotten(data)
    assert not tells(clean)
    assert (seen(clean), heard(clean)) == (seen(data), heard(data))
    assert seen(clean)[1] in (rotation, rotation - 360)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("mp4", {}),
        ("mp4", {"movflags": "faststart"}),
        ("mp4", {"movflags": "faststart+use_metadata_tags"}),
        ("mp4", {"movflags": "frag_keyframe+empty_moov"}),
        ("mov", {}),
        ("webm", {}),
        ("webm", {"live": "1"}),
        ("matroska", {}),
    ],
)
def test_what_ffmpeg_writes_goes_as_well(kind, options):
    words = {"location": PLACE.decode(), "title": OWNER.decode(), "comment": MAKER.decode()}
    data = with_options(kind, words, options)
    assert tells(data)
    clean = forgotten(data)
    assert not tells(clean)
    assert len(clean) == len(data)
    assert seen(clean) == seen(data)


def a_film_with_its_way(kind: bytes = b"meta", offsets: str = "I", same_size: bool = False) -> bytes:
    """A film with a third track: where the camera was, twice a second, in two chunks."""
    samples = [TRACKED + b" a", TRACKED + b" b", TRACKED + (b" c" if same_size else b" c, longer")]
    data = film_bytes(index_first=False)
    moov = data.rindex(b"moov") - 4
    first = moov + 8
    places = [first, first + len(samples[0]) + len(samples[1])]
    data = data[:moov] + box(b"mdat", *samples) + data[moov:]
    sizes = [] if same_size else [len(one) for one in samples]
    same = len(samples[0]) if same_size else 0
    table = box(
        b"stbl",
        box(b"stsd", struct.pack(">II", 0, 1), box(b"mett", bytes(6), b"\0\1", b"\0text/plain\0")),
        box(b"stts", struct.pack(">IIII", 0, 1, 3, 500)),
        box(b"stsc", struct.pack(">II6I", 0, 2, 1, 2, 1, 2, 1, 1)),
        box(b"stsz", struct.pack(f">III{len(sizes)}I", 0, same, 3, *sizes)),
        box(b"stco" if offsets == "I" else b"co64", struct.pack(f">II2{offsets}", 0, 2, *places)),
    )
    unity = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    track = box(
        b"trak",
        box(b"tkhd", struct.pack(">6I", 7, 0, 0, 3, 0, 1500), bytes(16), unity, bytes(8)),
        box(
            b"mdia",
            box(b"mdhd", struct.pack(">5IHH", 0, 0, 0, 1000, 1500, 0x55C4, 0)),
            box(b"hdlr", bytes(8), kind, bytes(13)),
            box(b"minf", box(b"nmhd", bytes(4)), box(b"dinf"), table),
        ),
    )
    return grown(data, (b"moov",), track)


@pytest.mark.parametrize(
    "given", [{}, {"kind": b"text"}, {"offsets": "Q"}, {"same_size": True}], ids=["meta", "text", "co64", "same"]
)
def test_the_way_that_a_camera_writes_along_goes(given):
    data = a_film_with_its_way(**given)
    with av.open(io.BytesIO(data)) as container:
        [track] = [stream for stream in container.streams if stream.type in ("data", "subtitle")]
        assert [bytes(packet)[:18] for packet in container.demux(track) if packet.size] == [TRACKED] * 3
    clean = forgotten(data)
    assert not tells(clean)
    assert b"longer" not in clean
    assert (seen(clean), heard(clean)) == (seen(data), heard(data))


def test_a_track_of_pictures_keeps_them_all():
    data = a_film_with_its_way(kind=b"vide")
    assert TRACKED in forgotten(data)


@pytest.mark.parametrize("make", [phone_film, a_film_with_its_way, lambda: with_options("webm", {"title": "t"})])
def test_nothing_broken_off_makes_it_stumble(make):
    data = make()
    for end in range(0, len(data), 97):
        file = ContentFile(data[:end])
        try:
            forget(file)
        except ValueError:
            continue
        assert len(file.read()) == end


@pytest.mark.parametrize(
    "data",
    [
        b"\x1a\x45\xdf\xa3\x80" + b"\x12\x54\xc3\x67\xff" + OWNER,
        b"\x1a\x45\xdf\xa3\x80" + bytes(30),
        box(b"ftyp", b"isom") + box(b"free") * 30,
    ],
    ids=["no end", "no element", "too many"],
)
def test_what_cannot_be_followed_is_refused(data, monkeypatch):
    monkeypatch.setattr("stories.film_metadata.MAX_READS", 20)
    with pytest.raises(NotAFilm) as refusal:
        take_in(ContentFile(data))
    assert refusal.value.code == "film.broken"


def test_what_is_no_film_is_left_alone():
    assert forgotten(b"%PDF-1.7 " + OWNER) == b"%PDF-1.7 " + OWNER


def stored(film: Film) -> bytes:
    with film.file.open("rb") as file:
        return file.read()


@pytest.mark.django_db
class TestAFilmTakenIn:
    @pytest.mark.parametrize("in_memory", [0, 2_621_440], ids=["on disk", "in memory"])
    @pytest.mark.parametrize(
        ("address", "prefix"),
        [("wagtailmedia:add", ""), ("wagtailmedia:chooser_upload", "media-chooser-upload-")],
        ids=["library", "dialog"],
    )
    def test_its_file_tells_nothing(self, client, people, settings, tmp_path, address, prefix, in_memory):
        settings.FILE_UPLOAD_MAX_MEMORY_SIZE = in_memory
        # Where a large upload is moved to, not copied.
        disk = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
        settings.STORAGES = {**settings.STORAGES, "default": disk}
        client.force_login(people["author"])
        data = phone_film(rotation=270)
        fields = {"title": "摘橘子", "file": SimpleUploadedFile("film.mp4", data, "video/mp4")}
        client.post(reverse(address, args=["video"]), {prefix + name: value for name, value in fields.items()})
        film = Film.objects.get()
        clean = (tmp_path / film.file.name).read_bytes()
        assert not tells(clean)
        assert (film.sha256, film.file_size) == (hashlib.sha256(clean).hexdigest(), len(data))
        assert (seen(clean), film.rotation) == (seen(data), 270)

    def test_another_file_of_it_as_well(self, client, people):
        client.force_login(people["author"])
        film = Film.objects.create(title="摘橘子", file=ContentFile(film_bytes(), name="film.mp4"))
        upload = SimpleUploadedFile("other.mp4", phone_film(), "video/mp4")
        client.post(reverse("wagtailmedia:edit", args=[film.pk]), {"title": "摘橘子", "file": upload})
        other = Film.objects.get()
        assert other.sha256 != film.sha256
        assert not tells(stored(other))

    def test_the_file_of_whoever_gives_it_is_not_touched(self, tmp_path):
        path = tmp_path / "film.mp4"
        path.write_bytes(phone_film())
        with path.open("rb") as file:
            film = Film.objects.create(title="摘橘子", file=File(file, name="film.mp4"))
        assert not tells(stored(film))
        assert path.read_bytes() == phone_film()

    def test_one_that_was_stored_first(self, django_capture_on_commit_callbacks):
        film = Film(title="摘橘子")
        film.file.save("film.mp4", ContentFile(phone_film()), save=False)
        first = film.file.name
        with django_capture_on_commit_callbacks(execute=True):
            film.save()
        assert not tells(stored(film))
        assert not default_storage.exists(first)


def listed() -> list[str]:
    out = io.StringIO()
    with translation.override("en"):
        call_command("check_films", stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db
def test_films_kept_earlier_are_listed():
    told, lost, _silent = (
        Film.objects.create(title=title, file=ContentFile(film_bytes(seed=seed), name="film.mp4"))
        for seed, title in enumerate(("摘橘子", "gone", "silent"))
    )
    assert listed() == ["0 videos with metadata."]
    with default_storage.open(told.file.name, "wb") as file:
        file.write(phone_film())
    default_storage.delete(lost.file.name)
    [line, count, advice] = listed()
    assert line.startswith(f"{told.pk} 摘橘子")
    assert count == "1 video with metadata."
    assert "Upload each as a new video" in advice
    assert stored(told) == phone_film()
