"""Straightens what word processors and sites write before it is converted.

Word writes its lists as paragraphs with the mark typed before them, Google Docs wraps a whole text in a
bold that is none, mammoth and pandoc close a footnote with an arrow back.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment

from stories.importing.elements import style_of, text_of
from stories.importing.limits import MAX_DEPTH, too_deep
from stories.importing.report import Report

_LEVEL = re.compile(r"mso-list\s*:[^;]*\blevel(\d)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NUMBERED = re.compile(r"^[(（]?([0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[.)、．）]")
_WORD_CLASSES = {
    "msotitle": "h1",
    "msoquote": "blockquote",
    "msointensequote": "blockquote",
}


def clean(soup: BeautifulSoup, report: Report) -> None:
    """Change the tree in place; what disappears is in the report."""
    _check_depth(soup)
    for tag in soup.find_all(["p", "div"]):
        known = next((_WORD_CLASSES[name.lower()] for name in _classes(tag) if name.lower() in _WORD_CLASSES), None)
        if known:
            tag.name = known
    _lists_of_word(soup, report)
    for tag in soup.find_all("a", href=_leads_back_from_a_note):
        report.note("dropped", "note_back", "a", text_of(tag))
        tag.decompose()
    for tag in soup.find_all("b", id=re.compile("^docs-internal-guid")):
        tag.name = "span"


def take_page_title(soup: BeautifulSoup, report: Report) -> str:
    """The `<title>` of a page without a heading of the first level, taken out of the tree; else ""."""
    title = soup.find("title")
    if title is None or soup.find("h1") is not None:
        return ""
    text = " ".join(text_of(title).split())
    if not text or len(text) > 255:
        return ""
    report.kept("title")
    title.decompose()
    return text


def _check_depth(soup: BeautifulSoup) -> None:
    stack: list[tuple[Tag, int]] = [(soup, 0)]
    while stack:
        tag, depth = stack.pop()
        if depth > MAX_DEPTH:
            raise too_deep()
        stack.extend((child, depth + 1) for child in tag.children if isinstance(child, Tag))


def _classes(tag: Tag) -> list[str]:
    value = tag.get("class")
    return value if isinstance(value, list) else str(value or "").split()


def _leads_back_from_a_note(href: str | None) -> bool:
    return bool(href) and href.startswith(("#footnote-ref", "#endnote-ref", "#fnref", "#_ftnref", "#_ednref"))


def _lists_of_word(soup: BeautifulSoup, report: Report) -> None:
    for run in _runs(soup):
        levels = [int(found[1]) if (found := _LEVEL.search(style_of(tag))) else 1 for tag in run]
        marks = [_take_mark(tag, report) for tag in run]
        top = next((mark for mark, level in zip(marks, levels, strict=True) if level == min(levels)), "")
        points = soup.new_tag("ol" if _NUMBERED.match(top) else "ul")
        run[0].insert_before(points)
        for tag, level in zip(run, levels, strict=True):
            tag.name = "li"
            if level > min(levels):
                report.remark("changed", "list_flattened", "li", text_of(tag))
            points.append(tag.extract())


def _runs(soup: BeautifulSoup) -> Iterator[list[Tag]]:
    """Neighbouring paragraphs that Word shows as one list."""
    run: list[Tag] = []
    for tag in soup.find_all("p"):
        if not _is_point_of_word(tag):
            continue
        if run and _next_element(run[-1]) is not tag:
            yield run
            run = []
        run.append(tag)
    if run:
        yield run


def _is_point_of_word(tag: Tag) -> bool:
    return bool(_LEVEL.search(style_of(tag))) or any(name.startswith("MsoListParagraph") for name in _classes(tag))


def _next_element(tag: Tag):
    """What follows in the tree, but for blanks and comments."""
    following = tag.next_sibling
    while following is not None and not isinstance(following, Tag):
        if str(following).strip() and not isinstance(following, Comment):
            return None
        following = following.next_sibling
    return following


def _take_mark(tag: Tag, report: Report) -> str:
    """The bullet or number that Word typed before a point."""
    mark = next((span for span in tag.find_all("span") if _IGNORED.search(style_of(span))), None)
    if mark is None:
        return ""
    text = " ".join(text_of(mark).split())
    report.note("dropped", "list_mark", "span", text)
    for inner in mark.find_all(True):
        report.elements["dropped", inner.name] += 1
    mark.decompose()
    return text
