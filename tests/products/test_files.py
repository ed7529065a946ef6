"""What is taken as a picture or a PDF, by content and within limits."""

import io
import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.documents.models import Document

from products.errors import Refused
from products.files import check_pdf, check_picture
from products.models import Photo
from tests.factories import jpeg_bytes

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def png_claiming(width: int, height: int) -> bytes:
    """A hundred bytes that say they are `width` x `height` pixels. Whoever decodes them finds them broken."""
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in [
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)),
            (b"IDAT", zlib.compress(b"")),
            (b"IEND", b""),
        ]
    )


def refused(check, data: bytes, name: str = "a.bin") -> str:
    with pytest.raises(Refused) as refusal:
        check(ContentFile(data, name=name))
    assert str(refusal.value)
    return refusal.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_pictures_are_taken(kind):
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, kind)
    check_picture(ContentFile(out.getvalue()))


@pytest.mark.parametrize("kind", ["BMP", "TIFF"])
def test_other_picture_formats_are_not(kind):
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, kind)
    assert refused(check_picture, out.getvalue()) == "file.no_picture"


@pytest.mark.parametrize("data", [b"", b"GIF89a", PDF, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff"])
def test_what_is_no_picture_is_refused(data):
    assert refused(check_picture, data) == "file.no_picture"


@pytest.mark.parametrize("data", [b"", b"%PD", b"MZ\x90", jpeg_bytes(20, 20), b" %PDF-1.7"])
def test_what_is_no_pdf_is_refused(data):
    assert refused(check_pdf, data) == "file.no_pdf"


def test_a_pdf_is_taken():
    check_pdf(ContentFile(PDF))


@pytest.mark.parametrize("check", [check_picture, check_pdf])
def test_more_than_ten_megabytes_are_refused(check):
    begin = PDF if check is check_pdf else jpeg_bytes(20, 20)
    assert refused(check, begin + bytes(10 * 1024 * 1024)) == "file.too_large"


@pytest.mark.parametrize(("width", "height"), [(8000, 8000), (6400, 6251), (16000, 12000), (60000, 40000)])
def test_more_than_forty_million_pixels_are_refused_without_decoding(width, height):
    assert refused(check_picture, png_claiming(width, height)) == "file.too_many_pixels"


def test_forty_million_pixels_are_taken():
    check_picture(ContentFile(png_claiming(8000, 5000)))


class TestTheUploadForm:
    """The picture form of the admin."""

    def upload(self, client, people, data: bytes, name: str):
        client.force_login(people["admin"])
        return client.post(
            reverse("wagtailimages:add"), {"title": "t", "file": SimpleUploadedFile(name, data), "collection": 1}
        )

    def test_a_picture_is_taken(self, client, people):
        assert self.upload(client, people, jpeg_bytes(60, 40), "a.jpg").status_code == 302
        assert len(Photo.objects.get().sha256) == 64

    def test_a_small_file_of_64_megapixels_is_refused(self, client, people):
        response = self.upload(client, people, png_claiming(8000, 8000), "a.png")
        assert response.context["form"].errors.as_data()["file"][0].code == "file.too_many_pixels"
        assert not Photo.objects.exists()

    @pytest.mark.parametrize(
        ("data", "name"),
        [
            (PDF, "a.jpg"),
            (b"<script>alert(1)</script>", "a.png"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
            (jpeg_bytes(20, 20), "a.png"),
            (jpeg_bytes()[:2000], "broken-off.jpg"),
            (png_claiming(20, 20), "broken-off.png"),
            (jpeg_bytes(20, 20), "a.exe"),
        ],
    )
    def test_disguised_files_are_refused(self, client, people, data, name):
        assert self.upload(client, people, data, name).context["form"].errors["file"]
        assert not Photo.objects.exists()

    @pytest.mark.parametrize(
        ("data", "name"),
        [(b"MZ", "a.pdf"), (PDF, "a.xlsx"), (b"a,b\0", "a.csv"), (PDF, "a.html"), (PDF + bytes(10_485_760), "a.pdf")],
        ids=["pdf", "xlsx", "csv", "html", "11 MB"],
    )
    def test_disguised_documents_are_refused(self, client, people, data, name):
        client.force_login(people["admin"])
        file = SimpleUploadedFile(name, data)
        response = client.post(reverse("wagtaildocs:add"), {"title": "t", "file": file, "collection": 1})
        assert len(response.context["form"].errors["file"]) == 1
        assert not Document.objects.exists()

    def test_a_pdf_is_taken(self, client, people):
        client.force_login(people["admin"])
        file = SimpleUploadedFile("a.pdf", PDF)
        client.post(reverse("wagtaildocs:add"), {"title": "t", "file": file, "collection": 1})
        assert Document.objects.get().filename == "a.pdf"
