"""What tests of recommendations send."""

import io
import zlib
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories

WHY = "The slope faces south, and frost comes late: the peel stays thin and the juice sweet."
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def words(**others) -> dict:
    """Fields of a recommendation by somebody without an account."""
    return {
        "name_zh": "保靖脐橙",
        "name_en": "Baojing oranges",
        "kind": "oranges",
        "place": factories.PlaceFactory(),
        "village": "黄金村",
        "season_start": 11,
        "season_end": 1,
        "supply_kg": 20_000,
        "why": WHY,
        "organisation_name": "酉水果业合作社",
        "organisation_kind": "cooperative",
        "contact_name": "向明远",
        "contact_email": "orchard@example.org",
        "contact_phone": "",
        "name_may_be_shown": False,
        **others,
    }


def received(**others):
    """A recommendation as the public form leaves it."""
    from products.recommendations import receive

    return receive(uuid4(), language="en", **words(**others)).recommendation


def photo(name: str = "slope.jpg", width: int = 60, height: int = 40) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, factories.jpeg_bytes(width, height), "image/jpeg")


def pdf(name: str = "organic.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def upload(content: bytes, name: str = "picture.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def huge_png(width: int, height: int) -> bytes:
    """A PNG whose header claims so many pixels; there is hardly anything behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    out = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    out.seek(0, 2)
    out.write(chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b""))
    return out.getvalue()


def stored_files() -> set[str]:
    """The names of all originals in the store of this test."""
    from django.core.files.storage import default_storage

    found = set()
    for folder in ("original_images", "documents"):
        if default_storage.exists(folder):
            found |= {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
    return found
