"""A file or a paste as one HTML text with its pictures, whatever it came as.

Nothing is ever fetched: a picture is in the file, in a `data:` address, or was brought beside it.
"""

import base64
import binascii
import html as html_module
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, unquote_to_bytes

from bs4 import BeautifulSoup
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

from products.errors import Refused
from stories.importing.archives import Archive
from stories.importing.decoding import decode
from stories.importing.fields import Fields, fields_of_page, split_front_matter
from stories.importing.limits import check_bytes, check_characters, check_markup, too_deep
from stories.importing.report import Report
from stories.importing.word import read_word

# Bytes of a file beside the text by its relative path, or None.
Neighbours = Callable[[str], bytes | None]
MARKDOWN_NESTING = 100
HTML_ENDINGS = (".html", ".htm", ".xhtml")
MARKDOWN_ENDINGS = (".md", ".markdown")
ENDINGS = (".docx", *MARKDOWN_ENDINGS, *HTML_ENDINGS, ".zip")


@dataclass(slots=True)
class Source:
    """`pictures` answers with the bytes of a picture by its address in `soup`, or None."""

    soup: BeautifulSoup
    report: Report
    fields: Fields = field(default_factory=Fields)
    neighbours: Neighbours = lambda path: None

    def picture(self, address: str) -> bytes | None:
        if address.lower().startswith("data:"):
            return _from_data_address(address)
        if ":" in address.split("/")[0] or address.startswith(("/", "\\")):
            return None
        path = posixpath.normpath(unquote(address.split("#")[0].split("?")[0]).replace("\\", "/"))
        return None if path.startswith("..") else self.neighbours(path)


def read_file(name: str, data: bytes, neighbours: Neighbours | None = None) -> Source:
    """Read a file by its name's ending. Raises Refused with a reason its author can act on."""
    check_bytes(data)
    lower = name.lower()
    if lower.endswith(".docx"):
        report = Report()
        html, pictures = read_word(data, report)
        return _page(html, report, pictures.get)
    if data.startswith(b"PK") and lower.endswith(".zip"):
        return _read_zip(Archive(data))
    beside = neighbours or (lambda path: None)
    if lower.endswith(MARKDOWN_ENDINGS):
        return read_markdown(decode(data, is_html=False), beside)
    if lower.endswith(HTML_ENDINGS):
        return read_html(decode(data, is_html=True), beside)
    raise _unknown(lower, data)


def read_markdown(text: str, neighbours: Neighbours | None = None) -> Source:
    report = Report()
    check_characters(len(text))
    fields, text = split_front_matter(text, report)
    # The parser leaves out silently what is nested deeper than it goes, so its limit is ours.
    parser = MarkdownIt("commonmark", {"maxNesting": MARKDOWN_NESTING}).enable(["table", "strikethrough"])
    try:
        tokens = parser.parse(text)
    except RecursionError as error:
        raise too_deep() from error
    if any(token.level >= MARKDOWN_NESTING - 1 for token in tokens):
        raise too_deep()
    html = parser.renderer.render(tokens, parser.options, {})
    source = _page(html, report, neighbours)
    source.fields = fields
    return source


def read_html(text: str, neighbours: Neighbours | None = None) -> Source:
    report = Report()
    source = _page(text, report, neighbours)
    source.fields = fields_of_page(source.soup, report)
    return source


def read_paste(html: str, text: str) -> Source:
    """A paste: its HTML where the clipboard had any, else its plain text, a paragraph a line."""
    check_bytes((html or text).encode("utf-8", "replace"))
    if html.strip():
        return read_html(html)
    check_characters(len(text))
    lines = (html_module.escape(line) for line in text.splitlines() if line.strip())
    return _page("".join(f"<p>{line}</p>" for line in lines), Report(), None)


def _page(html: str, report: Report, neighbours: Neighbours | None) -> Source:
    check_markup(html)
    soup = BeautifulSoup(html, "html.parser")
    return Source(soup, report, neighbours=neighbours or (lambda path: None))


def _read_zip(archive: Archive) -> Source:
    texts = [name for name in archive.names if name.lower().endswith((*HTML_ENDINGS, *MARKDOWN_ENDINGS))]
    texts = [name for name in texts if not name.startswith("__MACOSX/")]
    if not texts:
        raise Refused("import.no_text", _("There is no .html or .md file in the archive."))
    name = min(texts, key=lambda one: (one.count("/"), not one.lower().startswith("index."), one))
    folder = posixpath.dirname(name)
    data = archive.read(name) or b""
    check_bytes(data)
    beside = lambda path: archive.read(posixpath.normpath(posixpath.join(folder, path)))  # noqa: E731
    source = read_file(posixpath.basename(name), data, beside)
    for other in texts:
        if other != name:
            source.report.note("dropped", "other_text", "file", other)
    return source


def _from_data_address(address: str) -> bytes | None:
    head, _comma, body = address.partition(",")
    try:
        if head.lower().endswith(";base64"):
            return base64.b64decode(unquote_to_bytes(body), validate=False)
        return unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return None


def _unknown(name: str, data: bytes) -> Refused:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return Refused("import.old_word", _("This is an old Word file (.doc). Save it as .docx."))
    return Refused("import.unknown_kind", _("Only .docx, .md, .html and .zip files are taken."))
