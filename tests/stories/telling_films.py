"""Films as phones and cameras write them, with what tells where they were made and by whom."""

import struct

from tests.stories.films import film_bytes

PLACE, OWNER, MAKER, TRACKED = b"+28.7049+109.6520/", b"Tian Amei", b"SN-4711-0815", b"28.70491,109.65207"
GIVE_AWAY = (PLACE, OWNER, MAKER, TRACKED)
XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


def box(name: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", 8 + len(body)) + name + body


def grown(data: bytes, path: tuple[bytes, ...], more: bytes) -> bytes:
    """The file with `more` at the end of a box; the index must come last, as no offset is mended."""
    if not path:
        return data + more
    start, end = 0, len(data)
    starts = []
    for name in path:
        while data[start + 4 : start + 8] != name:
            start += int.from_bytes(data[start : start + 4])
        end = start + int.from_bytes(data[start : start + 4])
        starts.append(start)
        start += 8
    for start in starts:
        size = int.from_bytes(data[start : start + 4]) + len(more)
        data = data[:start] + struct.pack(">I", size) + data[start + 4 :]
    return data[:end] + more + data[end:]


def said(text: bytes) -> bytes:
    return struct.pack(">HH", len(text), 0x15C7) + text


UDTA = box(b"udta", box(b"\xa9xyz", said(PLACE)), box(b"\xa9mak", said(MAKER)))
KEY = b"com.apple.quicktime.location.ISO6709"
META = box(
    b"meta",
    box(b"hdlr", bytes(8), b"mdta", bytes(13)),
    box(b"keys", struct.pack(">II", 0, 1), box(b"mdta", KEY)),
    box(b"ilst", box(struct.pack(">I", 1), box(b"data", struct.pack(">II", 1, 0), PLACE))),
)
UUID = box(b"uuid", XMP, b"<x:xmpmeta>" + OWNER + b"</x:xmpmeta>")
HIDDEN = {
    "moov/udta": ((b"moov",), UDTA),
    "moov/meta": ((b"moov",), META),
    "moov/uuid": ((b"moov",), UUID),
    "trak/udta": ((b"moov", b"trak"), UDTA),
    "trak/meta": ((b"moov", b"trak"), META),
    "trak/uuid": ((b"moov", b"trak"), UUID),
    "mdia/udta": ((b"moov", b"trak", b"mdia"), UDTA),
    "udta": ((), UDTA),
    "meta": ((), META),
    "uuid": ((), UUID),
    "long": ((), struct.pack(">I4sQ", 1, b"uuid", 32 + len(OWNER)) + XMP + OWNER),
    "free": ((), box(b"free", OWNER)),
    "to the end": ((), bytes(4) + b"uuid" + XMP + OWNER),
    "behind the end": ((), b"\0\0\0\x03" + OWNER),
}


def phone_film(rotation: int = 0, kind: str = "mp4") -> bytes:
    """A film as a phone writes it: the index last, and the place wherever FFmpeg and phones put it."""
    data = film_bytes(index_first=False, rotation=rotation, container=kind)
    for path, hidden in HIDDEN.values():
        if path:
            data = grown(data, path, hidden)
    return data + UUID
