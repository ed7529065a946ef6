"""Word's .docx as HTML, by mammoth, with a list of what mammoth leaves out."""

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import mammoth
from django.utils.translation import gettext_lazy as _

from products.errors import Refused
from stories.importing.archives import Archive, damaged, unpacks_too_far
from stories.importing.limits import MAX_PICTURES, MAX_UNPACKED_BYTES, too_deep
from stories.importing.report import Fate, Report

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Caption'] => figcaption:fresh
p[style-name='caption'] => figcaption:fresh
p[style-name='Image Caption'] => figcaption:fresh
p[style-name='FigureCaption'] => figcaption:fresh
p[style-name='Source Code'] => pre:separator('\\n')
p[style-name='Preformatted Text'] => pre:separator('\\n')
u => u
strike => s
"""
# What mammoth reads past without a word: element of the main part → code and name in the report.
_UNREAD = {
    "oMath": ("formula", "formula"),
    "oMathPara": ("", ""),
    "del": ("deleted", "w:del"),
    "moveFrom": ("deleted", "w:moveFrom"),
    "OLEObject": ("embedded", "object"),
    "chart": ("drawing", "chart"),
    "relIds": ("drawing", "diagram"),
}
_MAIN = "document.xml"


def read_word(data: bytes, report: Report) -> tuple[str, dict[str, bytes]]:
    """The HTML of a .docx, and its pictures by the address they have in it."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            "import.old_word", _("This is an old Word file, or one with a password. Save it as a plain .docx.")
        )
    archive = Archive(data)
    if "[Content_Types].xml" not in archive.names:
        raise damaged()
    for name, root in archive.xml_parts():
        _note_unread(name, root, report)
    pictures: dict[str, bytes] = {}
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(_keeper(pictures)),
            # A file may name others on this machine as its pictures.
            external_file_access=False,
        )
    except RecursionError as error:
        raise too_deep() from error
    except Refused:
        raise
    except Exception as error:
        # mammoth raises whatever a broken part makes it trip over.
        raise damaged() from error
    for message in result.messages:
        fate, code = _fate_of_message(message.message)
        report.remark(fate, code, "docx", message.message)
    return result.value, pictures


def _fate_of_message(message: str) -> tuple[Fate, str]:
    if message.startswith("Unrecognised") and " style" in message:
        return "changed", "word_style"
    return "dropped", "word_unread"


def _keeper(pictures: dict[str, bytes]):
    """Puts the bytes of each picture aside; mammoth would write them into the HTML."""

    def keep(image) -> dict[str, str]:
        address = f"picture-{len(pictures) + 1}"
        if len(pictures) < MAX_PICTURES:
            with image.open() as file:
                pictures[address] = file.read()
            if sum(map(len, pictures.values())) > MAX_UNPACKED_BYTES:
                raise unpacks_too_far()
        return {"src": address}

    return keep


def _note_unread(name: str, root: Element, report: Report) -> None:
    part = name.rpartition("/")[2]
    if part.startswith(("header", "footer")) and _text(root):
        report.note("dropped", "page_edge", "header" if part.startswith("header") else "footer", _text(root))
    elif part == "comments.xml":
        for comment in root.iter(f"{_W}comment"):
            report.note("dropped", "remark", "comment", _text(comment))
    elif part == _MAIN:
        for code, element, text in _unread(root):
            report.note("dropped", code, element, text)


def _unread(root: Element) -> Iterator[tuple[str, str, str]]:
    for element in root.iter():
        code, name = _UNREAD.get(str(element.tag).rpartition("}")[2], ("", ""))
        if code:
            yield code, name, _text(element)


def _text(element: Element) -> str:
    """The text of an element, deleted text too."""
    return "".join(
        one.text or "" for one in element.iter() if str(one.tag).rpartition("}")[2] in ("t", "delText") and one.text
    ).strip()
