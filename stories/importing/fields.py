"""What a text says of itself: YAML front matter of Markdown, `<meta>` of a page."""

import re
from dataclasses import dataclass
from typing import Any

import yaml
from bs4 import BeautifulSoup

from stories.importing.report import Report
from stories.richtext import clean_text

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
MAX_FRONT_MATTER = 20_000
MAX_TAGS_GIVEN = 20
_SEPARATORS = re.compile(r"[,，;；、]")
_KNOWN = {
    "title": "title",
    "summary": "summary",
    "description": "summary",
    "tags": "tags",
    "keywords": "tags",
    "category": "category",
    "author": "author",
    "标题": "title",
    "摘要": "summary",
    "标签": "tags",
    "分类": "category",
    "作者": "author",
}


@dataclass(slots=True)
class Fields:
    title: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""
    author: str = ""


class _PlainLoader(yaml.SafeLoader):
    """YAML without aliases: a few lines of them unfold to gigabytes."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("alias")
        return super().compose_node(parent, index)


def split_front_matter(text: str, report: Report) -> tuple[Fields, str]:
    """The fields at the head of a Markdown text, and the text below them.

    What no field takes is reported; a head that is no YAML is left in the text.
    """
    found = _FRONT_MATTER.match(text)
    if found is None or len(found[1]) > MAX_FRONT_MATTER:
        return Fields(), text
    try:
        values = yaml.load(found[1], Loader=_PlainLoader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError):
        return Fields(), text
    if not isinstance(values, dict):
        return Fields(), text
    fields = Fields()
    for key, value in values.items():
        _take(fields, str(key), value, report, "front_matter")
    return fields, text[found.end() :]


def fields_of_page(soup: BeautifulSoup, report: Report) -> Fields:
    """Those of `<meta name="description">`, `keywords` and `author`, which are taken out of the tree."""
    fields = Fields()
    for tag in soup.find_all("meta"):
        name = str(tag.get("name") or "").lower()
        if name in ("description", "keywords", "author") and tag.get("content"):
            if _take(fields, name, str(tag["content"]), report, "meta"):
                report.kept("meta")
            tag.decompose()
    return fields


def _take(fields: Fields, key: str, value: Any, report: Report, element: str) -> bool:
    name = _KNOWN.get(key.strip().lower())
    texts = [clean_text(str(entry)) for entry in value] if isinstance(value, list) else [clean_text(str(value))]
    texts = [text for text in texts if text]
    if name is None or not texts or value is None:
        report.note("dropped", "field", element, f"{key}: {' '.join(texts)}")
        return False
    if name == "tags":
        parts = [part.strip() for text in texts for part in _SEPARATORS.split(text)]
        fields.tags = tuple(dict.fromkeys(part for part in parts if part))[:MAX_TAGS_GIVEN]
    else:
        setattr(fields, name, "、".join(texts))
    if element != "meta":
        report.kept(element)
    return True
