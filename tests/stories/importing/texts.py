"""Reading a text in memory, for tests of the converter: no database, no pictures."""

from bs4 import BeautifulSoup
from bs4.element import PreformattedString

from stories.importing.cleaning import clean
from stories.importing.converter import Converted, convert
from stories.importing.elements import reason_to_drop
from stories.importing.figures import PictureLeftOut
from stories.importing.report import Report


def no_picture(address: str, alt: str) -> int:
    raise PictureLeftOut("picture_missing")


def converted(html: str, place=no_picture, language: str = "zh-hans", title: str = "") -> Converted:
    report = Report()
    soup = BeautifulSoup(html, "html.parser")
    clean(soup, report)
    return convert(soup, place, language=language, title=title, report=report)


def words_of(html: str) -> str:
    """Every visible character of a page but blanks, by another way than the converter's."""
    soup = BeautifulSoup(html, "html.parser")
    found = []
    for text in soup.find_all(string=True):
        silent = isinstance(text, PreformattedString) or any(reason_to_drop(tag) for tag in text.parents if tag.parent)
        if not silent:
            found.append(text)
    return "".join("".join(found).split())


def words_in(draft: Converted) -> str:
    """Every character of the title and the blocks but blanks."""
    found = [draft.title]
    for block in draft.blocks:
        value = block["value"]
        if block["type"] == "text":
            value = BeautifulSoup(value, "html.parser").get_text()
        elif isinstance(value, dict):
            value = "".join(str(value.get(key, "")) for key in ("text", "caption"))
        found.append(value)
    return "".join("".join(found).split())
