"""Films without what they tell beside pictures and sound: the place, the camera, its owner.

Nothing is coded anew or moved: whatever does not decide how a film plays is overwritten where it stands, by an empty
part of the same length, so that every offset in the file holds. Of the file only the heads of its parts are read, and
the tables of tracks that are neither picture nor sound: cameras write the way they took into such.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# More parts than two hours have; reading a head takes some microseconds.
MAX_READS = 1_000_000
MAX_TABLE_BYTES = 4 * 1024 * 1024
_CHUNK = 1 << 20

Read = Callable[[int, int], bytes]

# What is kept in a file (`""`) and in the boxes of an MP4 or MOV that are looked into.
_PLAYS = {
    b"": frozenset(b"ftyp styp moov mdat moof mfra sidx ssix prft pdin wide".split()),
    b"moov": frozenset(b"mvhd trak mvex iods".split()),
    b"trak": frozenset(b"tkhd mdia edts tref tapt trgr".split()),
    b"mdia": frozenset(b"mdhd hdlr minf elng".split()),
}
_SEEN_AND_HEARD = (b"vide", b"soun")

_SEGMENT, _INFO, _CLUSTER = b"\x18\x53\x80\x67", b"\x15\x49\xa9\x66", b"\x1f\x43\xb6\x75"
_TITLE, _FILE_NAME, _TAGS, _ATTACHMENTS = b"\x7b\xa9", b"\x73\x84", b"\x12\x54\xc3\x67", b"\x19\x41\xa4\x69"
# The checksum of what a title is taken out of is wrong afterwards; nobody needs one.
_VOID, _CHECKSUM = b"\xec", b"\xbf"
_TELLS = frozenset({_TITLE, _FILE_NAME, _TAGS, _ATTACHMENTS, _VOID, _CHECKSUM})


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file, in bytes; emptied it is `head` and zeros."""

    start: int
    end: int
    head: bytes = b""

    def pieces(self) -> Iterator[bytes]:
        head = self.head[: self.end - self.start]
        yield head
        for at in range(self.start + len(head), self.end, _CHUNK):
            yield bytes(min(_CHUNK, self.end - at))


def forget(file) -> None:
    """Take out of an open, writable Django `File` what is no picture and no sound; its size stays.

    Raises ValueError for a film that cannot be followed, and then may have emptied a part of it. Does nothing to
    what is no MP4, MOV, WebM or Matroska.
    """
    for part in telling(file):
        file.seek(part.start)
        for piece in part.pieces():
            file.write(piece)
    file.flush()
    file.seek(0)


def telling(file) -> Iterator[Part]:
    """What there is to take out, in the order of the file's index. Raises as `forget`."""
    for part in _parts(reader(file), file.size):
        file.seek(part.start)
        if any(file.read(len(piece)) != piece for piece in part.pieces()):
            yield part


def _parts(read: Read, size: int) -> Iterator[Part]:
    head = read(0, 8)
    if head[4:] == b"ftyp":
        yield from _of_boxes(read, size, b"", 0, size)
    elif head[:4] == b"\x1a\x45\xdf\xa3":
        yield from _of_elements(read, size)


def reader(file) -> Read:
    """Reading by place and length, so often and no more: then ValueError."""
    left = iter(range(MAX_READS))

    def read(at: int, length: int) -> bytes:
        if next(left, None) is None:
            raise ValueError("too many parts")
        file.seek(at)
        return file.read(length)

    return read


def boxes(read: Read, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Name, start, body and end of each box of an MP4; one of an impossible size reaches as far as what it is in."""
    while end - start >= 8:
        head = read(start, 16)
        size, body = int.from_bytes(head[:4]), 8
        if size == 1:
            size, body = int.from_bytes(head[8:]), 16
        stop = start + size if body <= size <= end - start else end
        yield head[4:8], start, min(start + body, stop), stop
        start = stop


def _of_boxes(read: Read, size: int, around: bytes, start: int, end: int) -> Iterator[Part]:
    for name, begin, body, stop in boxes(read, start, end):
        if name not in _PLAYS[around]:
            head = read(begin, body - begin)
            yield Part(begin, stop, head[:4] + b"free" + head[8:])
            continue
        if name == b"trak":
            yield from _of_track(read, (body, stop), size)
        if name in _PLAYS:
            yield from _of_boxes(read, size, name, body, stop)


def _of_track(read: Read, track: tuple[int, int], size: int) -> Iterator[Part]:
    """The content of a track that is neither seen nor heard. The track stays, as others may refer to it."""
    handler = _inside(read, track, b"mdia", b"hdlr")
    table = _inside(read, track, b"mdia", b"minf", b"stbl")
    if not handler or not table or read(handler[0] + 8, 4) in _SEEN_AND_HEARD:
        return
    left = size
    for start, stop in _chunks(read, table):
        left -= stop - start
        if left < 0:
            raise ValueError("a track longer than its file")
        yield Part(start, min(stop, size))


def _inside(read: Read, box: tuple[int, int], *names: bytes) -> tuple[int, int] | None:
    """Body and end of the first box that these names lead to."""
    for wanted in names:
        found = next(((body, stop) for name, _, body, stop in boxes(read, *box) if name == wanted), None)
        if found is None:
            return None
        box = found
    return box


def _chunks(read: Read, table: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Where the content of a track lies, by its table of samples."""
    places = _numbers(read, table, b"stco", "I") or _numbers(read, table, b"co64", "Q")
    if not places:
        return
    same, _, *sizes = _numbers(read, table, b"stsz", "I", skip=0)
    runs = _numbers(read, table, b"stsc", "I")
    count_from = dict(zip(runs[::3], runs[1::3], strict=False))
    count = sample = 0
    for number, start in enumerate(places, 1):
        count = count_from.get(number, count)
        yield start, start + (same * count if same else sum(sizes[sample : sample + count]))
        sample += count


def _numbers(read: Read, table: tuple[int, int], name: bytes, kind: str, skip: int = 4) -> tuple[int, ...]:
    """The numbers in a box of a table of samples, behind its version and, unless told otherwise, their count."""
    box = _inside(read, table, name)
    if box is None:
        return ()
    if box[1] - box[0] > MAX_TABLE_BYTES:
        raise ValueError("too long a table")
    data = read(box[0], box[1] - box[0])[4 + skip :]
    return struct.unpack_from(f">{len(data) // struct.calcsize(kind)}{kind}", data)


def _of_elements(read: Read, size: int) -> Iterator[Part]:
    """The elements of a Matroska; one that may be of unknown length is entered, its end shows by what follows."""
    at = 0
    while at < size:
        head = read(at, 12).ljust(12, b"\0")
        named = 9 - head[0].bit_length()
        name, sized = head[:named], 9 - head[named].bit_length()
        if named > 4 or sized > 8:
            raise ValueError("no element")
        most = (1 << 7 * sized) - 1
        length = int.from_bytes(head[named : named + sized]) & most
        body = at + named + sized
        if length == most and name not in (_SEGMENT, _CLUSTER):
            raise ValueError("an element without an end")
        end = min(body + length, size)
        if name in _TELLS:
            yield Part(at, end, _void(end - at))
        at = body if length == most or name in (_SEGMENT, _INFO) else end


def _void(length: int) -> bytes:
    """The head of an empty element that takes so many bytes, at least two."""
    sized = 8 if length > 8 else 1
    return _VOID + (1 << 7 * sized | length - 1 - sized).to_bytes(sized)
