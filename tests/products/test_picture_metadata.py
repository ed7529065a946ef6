"""What a photo's metadata give away never enters the house; how the picture looks stays to the pixel."""

import hashlib
import io
import random

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from PIL import Image, ImageCms, ImageOps, PngImagePlugin
from wagtail.log_actions import registry as log_registry
from wagtail.models import UploadedFile

from channels.rendered_assets import AssetError, make_picture
from channels.spec import Crop
from products import services
from products.audit import METADATA_REMOVED
from products.evidence_uploads import add_uploaded_evidence
from products.models import Photo
from products.picture_metadata import without_metadata
from stories.assets import image_asset
from tests.factories import PhotoFactory
from tests.products import recommending

OWNER, SERIAL, WORDS = b"Tian Amei", b"SN-4711-0815", b"28.704912 109.652077"
GIVE_AWAY = (OWNER, SERIAL, WORDS)
LIGHTS = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
KINDS = ["JPEG", "MPO", "PNG", "WEBP"]


def telling(side: int = 1) -> Image.Exif:
    """The EXIF of a phone: place, camera, owner."""
    exif = Image.Exif()
    exif[0x0112] = side
    exif[0xA430] = exif[0x013B] = OWNER.decode()
    exif.get_ifd(0x8769)[0xA431] = SERIAL.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (28.0, 42.0, 17.68), 3: "E", 4: (109.0, 39.0, 7.48)})
    exif[0x010E] = WORDS.decode()
    return exif


def picture(kind: str = "JPEG", side: int = 1, **options) -> bytes:
    pixels = Image.frombytes("RGB", (64, 48), random.Random(1).randbytes(3 * 64 * 48))
    out = io.BytesIO()
    pixels.save(out, kind, **({"exif": telling(side), "icc_profile": LIGHTS} | options))
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def seen(data: bytes) -> bytes:
    return ImageOps.exif_transpose(opened(data)).convert("RGB").tobytes()


def kept(data: bytes, name: str = "a.jpg") -> Photo:
    return PhotoFactory(file=ContentFile(data, name=name))


def tells(data: bytes) -> bool:
    return any(word in data for word in GIVE_AWAY) or bool(opened(data).getexif().get_ifd(0x8825))


@pytest.mark.parametrize("side", [1, 6])
@pytest.mark.parametrize("kind", KINDS)
def test_place_owner_and_number_go_and_the_picture_stays(kind, side):
    data = picture(kind, side)
    assert tells(data)
    clean = without_metadata(data)
    assert not tells(clean)
    assert seen(clean) == seen(data)
    assert opened(clean).info.get("icc_profile") == opened(data).info.get("icc_profile")
    assert dict(opened(clean).getexif()) == ({0x0112: side} if side > 1 else {})
    assert without_metadata(clean) == clean


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 95, "subsampling": 0, "optimize": True}])
def test_a_jpeg_without_metadata_stays_as_it_is(options):
    data = picture("JPEG", exif=b"", **options)
    assert without_metadata(data) == data


def test_a_jpeg_for_print_keeps_its_inks():
    out = io.BytesIO()
    opened(picture()).convert("CMYK").save(out, "JPEG", exif=telling())
    assert seen(without_metadata(out.getvalue())) == seen(out.getvalue())


def test_what_stands_behind_a_jpeg_or_in_its_comment_goes():
    clean = without_metadata(picture("JPEG", comment=WORDS) + b"ftypmp42" + WORDS)
    assert not tells(clean)
    assert clean.endswith(b"\xff\xd9")


def test_words_in_a_png_go():
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", WORDS.decode())
    words.add_itxt("XML:com.adobe.xmp", OWNER.decode())
    clean = without_metadata(picture("PNG", pnginfo=words))
    assert not tells(clean)
    assert "transparency" not in opened(clean).info


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_what_moves_goes_on_moving(kind):
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "green", "blue")]
    options = {"comment": WORDS} if kind == "GIF" else {"exif": telling()}
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=80, loop=3, **options)
    clean = without_metadata(out.getvalue())
    assert not any(word in clean for word in GIVE_AWAY)
    before, after = opened(out.getvalue()), opened(clean)
    assert (after.n_frames, after.info["loop"]) == (3, before.info["loop"])
    for number in range(3):
        before.seek(number)
        after.seek(number)
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()
        assert after.info["duration"] == 80


@pytest.mark.parametrize("kind", [*KINDS, "GIF"])
def test_nothing_broken_off_makes_it_stumble_or_tell(kind):
    data = picture(kind, **({"exif": None, "comment": WORDS} if kind == "GIF" else {}))
    for end in range(0, len(data), 7):
        assert not any(word in without_metadata(data[:end]) for word in GIVE_AWAY) or end < 12


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\xff\xd8", b"RIFF"])
def test_what_is_no_picture_comes_back_as_it_is(data):
    assert without_metadata(data) == data


SIZES = ("width-30|format-jpeg", "width-30|format-png", "width-30|format-webp", "width-30", "original")


def bytes_of(stored) -> bytes:
    with stored.open_file() as file:
        return file.read()


def tell_of(photo) -> list[str]:
    """What of a photo tells: its file, or a size of it."""
    stored = {"file": photo} | {size: photo.get_rendition(size) for size in SIZES}
    return [name for name, one in stored.items() if tells(bytes_of(one))]


@pytest.mark.django_db
class TestAPhotoTakenIn:
    @pytest.mark.parametrize("kind", KINDS)
    def test_its_file_and_every_size_of_it_tell_nothing(self, kind):
        photo = kept(picture(kind, side=6))
        assert tell_of(photo) == []
        assert photo.sha256 == hashlib.sha256(bytes_of(photo)).hexdigest()
        assert photo.get_rendition("width-30").height == 40

    def test_whatever_way_it_was_stored(self, client, people):
        client.force_login(people["admin"])
        fields = {"title": "t", "collection": 1}
        for quality in (90, 91):
            upload = {"file": SimpleUploadedFile("a.jpg", picture(quality=quality))}
            known = Photo.objects.first()
            address = reverse("wagtailimages:edit", args=[known.pk]) if known else reverse("wagtailimages:add")
            assert client.post(address, fields | upload).status_code == 302
            photo = Photo.objects.get()
            assert tell_of(photo) == []
            assert photo.file_size == len(bytes_of(photo))
            assert photo.file_hash == hashlib.sha1(bytes_of(photo)).hexdigest()

        upload = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(Photo),
            file=SimpleUploadedFile("many.jpg", picture()),
            uploaded_by_user=people["admin"],
        )
        prefix = f"uploaded-image-{upload.pk}"
        client.post(
            reverse("wagtailimages:create_multiple_from_uploaded_image", args=[upload.pk]),
            {f"{prefix}-{name}": value for name, value in fields.items()},
        )
        photo = Photo.objects.exclude(pk=photo.pk).get()
        assert tell_of(photo) == []
        assert photo.file_size == len(bytes_of(photo))

    def test_a_phone_s_several_pictures_in_one_come_with_a_recommendation(self):
        received = recommending.received(photos=[SimpleUploadedFile("slope.jpg", picture("MPO"))])
        file = received.files.get()
        assert file.photo.file.name.endswith(".jpg")
        assert file.sha256 == file.photo.sha256
        assert tell_of(file.photo) == []

    def test_evidence_is_public_and_its_checksum_is_that_of_the_file_kept(self, recommended, people):
        file = SimpleUploadedFile("a.jpg", picture())
        evidence = add_uploaded_evidence(recommended, people["inspector"], title_zh="果园", title_en="", file=file)
        assert tell_of(evidence.photo) == []
        assert evidence.sha256 == evidence.photo.sha256


def earlier(data: bytes) -> Photo:
    """A photo as it was kept before: with its metadata, and sizes that have them too."""
    photo = kept(picture(exif=b""))
    with photo.file.storage.open(photo.file.name, "wb") as file:
        file.write(data)
    Photo.objects.filter(pk=photo.pk).update(sha256=hashlib.sha256(data).hexdigest())
    photo.refresh_from_db()
    for size in SIZES:
        photo.get_rendition(size)
    return photo


def cleaned(*options) -> str:
    out = io.StringIO()
    with translation.override("en"):
        call_command("clean_photos", *options, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
class TestPhotosKeptEarlier:
    def test_they_are_cleaned_once(self, django_capture_on_commit_callbacks):
        photo, other = earlier(picture(side=6)), kept(picture())
        old_file = photo.file.name
        asset = image_asset(photo, "en")
        before = make_picture(asset, photo, Crop(filter="max-40x40"))
        assert "1 photo with metadata." in cleaned("--dry-run")
        assert tells(bytes_of(photo))
        with django_capture_on_commit_callbacks(execute=True):
            assert "1 photo cleaned." in cleaned()
        photo = Photo.objects.get(pk=photo.pk)
        assert tell_of(photo) == []
        assert not photo.file.storage.exists(old_file)
        # Documents and approvals that name the picture hold, and what is made of it is the same.
        assert image_asset(photo, "en").sha256 == asset.sha256 != photo.sha256
        assert make_picture(asset, photo, Crop(filter="max-40x40")).data == before.data
        assert "0 photos cleaned." in cleaned()
        assert cleaned("--verbosity=0") == ""
        assert other.file.storage.exists(other.file.name)

    def test_another_file_is_another_picture(self):
        photo = earlier(picture())
        asset = image_asset(photo, "en")
        cleaned()
        photo = Photo.objects.get(pk=photo.pk)
        photo.file = ContentFile(picture(exif=b"", quality=50), name="b.jpg")
        photo.save()
        with pytest.raises(AssetError):
            make_picture(asset, photo, Crop(filter="max-40x40"))

    def test_evidence_waits_for_the_operator_to_say_so(self, recommended, people):
        photo = earlier(picture())
        evidence = services.add_evidence(recommended, people["inspector"], title_zh="果园", photo=photo)
        assert "left, as it is evidence" in cleaned()
        assert tells(bytes_of(Photo.objects.get(pk=photo.pk)))
        assert "1 photo cleaned." in cleaned("--evidence")
        before = evidence.sha256
        evidence.refresh_from_db()
        assert evidence.sha256 == hashlib.sha256(bytes_of(evidence.photo)).hexdigest() != before
        entry = log_registry.get_logs_for_instance(recommended).get(action=METADATA_REMOVED)
        assert (entry.data["before"], entry.data["after"]) == (before, evidence.sha256)

    def test_one_whose_file_is_gone_holds_up_no_other(self):
        lost, photo = earlier(picture()), earlier(picture())
        lost.file.storage.delete(lost.file.name)
        assert "1 photo cleaned." in cleaned()
        assert tell_of(Photo.objects.get(pk=photo.pk)) == []
