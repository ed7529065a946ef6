"""Pictures without what their metadata give away: the place, the camera's number, its owner, an earlier state.

The pixels are not encoded anew, as Pillow would: a file is walked block by block, and what decides how the picture
looks is kept (pixels, colours, animation, which side is up). All else goes, also what stands behind the picture's end,
where phones keep a film with a place of its own.
"""

import io
import re
import struct
import zlib

from PIL import ExifTags, Image

from products.files import PICTURE_FORMATS

# A byte FF in the pixels is followed by 00 or by D0 to D7, which restart the decoder.
_MARKER = re.compile(rb"\xff[\xc0-\xcf\xd9-\xfe]")
_END, _PIXELS, _EXIF, _COMMENT = 0xD9, 0xDA, 0xE1, 0xFE
_APPLICATION = range(0xE0, 0xF0)
_JPEG_LOOKS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_PNG_BEGINS_WITH = b"\x89PNG\r\n\x1a\n"
_PNG_LOOKS = frozenset(
    b"tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()  # beside the critical ones
)
_WEBP_LOOKS = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_HAS_EXIF, _WEBP_HAS_XMP = 0x08, 0x04
_GIF_LOOKS = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"})


def without_metadata(data: bytes) -> bytes:
    """The same picture without its metadata; the same bytes where it has none. JPEG, PNG, WebP and GIF.

    Never raises: what cannot be followed is left out, and what is no such picture comes back as it is.
    """
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data, _side_up(data))
    if data.startswith(_PNG_BEGINS_WITH):
        return _png(data, _side_up(data))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data, _side_up(data))
    return _gif(data) if data.startswith((b"GIF87a", b"GIF89a")) else data


def _side_up(data: bytes) -> bytes:
    """EXIF that says which side is up and nothing else; empty where the pixels lie as they are seen."""
    try:
        side = Image.open(io.BytesIO(data), formats=PICTURE_FORMATS).getexif().get(ExifTags.Base.Orientation)
    except Exception:
        # Pillow's readers raise whatever the file makes them trip over.
        return b""
    if side not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = side
    return exif.tobytes().removeprefix(b"Exif\0\0")


def _jpeg(data: bytes, exif: bytes) -> bytes:
    kept = [data[:2]]
    if exif:
        exif = b"Exif\0\0" + exif
        kept.append(struct.pack(">BBH", 0xFF, _EXIF, len(exif) + 2) + exif)
    at = 2
    while found := _MARKER.search(data, at):
        start, code = found.start(), data[found.start() + 1]
        if code == _END:
            kept.append(data[start : start + 2])
            break
        at = start + 2 + max(2, int.from_bytes(data[start + 2 : start + 4]))
        if code == _PIXELS:
            following = _MARKER.search(data, at)
            at = following.start() if following else len(data)
        named = code in _APPLICATION or code == _COMMENT
        if not named or (code in _JPEG_LOOKS and data.startswith(_JPEG_LOOKS[code], start + 4)):
            kept.append(data[start:at])
    return b"".join(kept)


def _png(data: bytes, exif: bytes) -> bytes:
    at = len(_PNG_BEGINS_WITH)
    kept = [data[:at]]
    while at < len(data):
        kind, start = data[at + 4 : at + 8], at
        at += 12 + int.from_bytes(data[at : at + 4])
        # The first letter of what no reader may skip is a capital one.
        if kind[:1].isupper() or kind in _PNG_LOOKS:
            kept.append(data[start:at])
        if kind == b"IHDR" and exif:
            checksum = zlib.crc32(b"eXIf" + exif)
            kept.append(struct.pack(">I", len(exif)) + b"eXIf" + exif + struct.pack(">I", checksum))
        if kind == b"IEND":
            break
    return b"".join(kept)


def _webp(data: bytes, exif: bytes) -> bytes:
    kept, at, end = [], 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at < end:
        kind, start = data[at : at + 4], at
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
        block = data[start : min(at, end)]
        if kind == b"VP8X" and size:
            says = block[8] & ~(_WEBP_HAS_EXIF | _WEBP_HAS_XMP) | (_WEBP_HAS_EXIF if exif else 0)
            block = block[:8] + bytes([says]) + block[9:]
        if kind in _WEBP_LOOKS:
            kept.append(block)
    if exif:
        kept.append(b"EXIF" + struct.pack("<I", len(exif)) + exif + bytes(len(exif) % 2))
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif(data: bytes) -> bytes:
    at = 13 + _colours(data[10:11])
    kept = [data[:at]]
    while at < len(data) and data[at : at + 1] != b";":
        start, kind = at, data[at : at + 1]
        at += {b",": 11 + _colours(data[at + 9 : at + 10]), b"!": 2}.get(kind, 1)
        if kind not in (b",", b"!"):
            continue
        while at < len(data) and data[at]:
            at += 1 + data[at]
        at += 1
        extension = data[start : start + 2]
        if extension != b"!\xfe" and (extension != b"!\xff" or data[start + 3 : start + 14] in _GIF_LOOKS):
            kept.append(data[start:at])
    kept.append(b";")
    return b"".join(kept)


def _colours(packed: bytes) -> int:
    """How many bytes of a colour table follow, by the byte that announces it."""
    return 3 << ((packed[0] & 7) + 1) if packed and packed[0] & 0x80 else 0
