"""The stored blocks of a draft with a fact's new words in them, and where in them the sentences are."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from bs4 import BeautifulSoup

from stories.richtext import FACT
from stories.sentences import sentence_bounds
from stories.sources import items, mapping

_ENTITY = re.compile(r'(<a\b[^>]*\blinktype="fact"[^>]*>)(.*?)(</a>)', re.DOTALL)
_TAG = re.compile(r"</?[a-z][^>]*>")


def with_words(html: str, product_id: int, key: str, words: str) -> str:
    """The text an author sees for the fact, made anew; everything else stays as it is, byte for byte."""

    def renewed(match: re.Match) -> str:
        return f"{match[1]}{_renewed(match[2], words)}{match[3]}" if _is(match[1], product_id, key) else match[0]

    return _ENTITY.sub(renewed, html)


def _renewed(inside: str, words: str) -> str:
    """New words within the marks of the old ones."""
    tags = _TAG.findall(inside)
    opening = "".join(tag for tag in tags if not tag.startswith("</"))
    closing = "".join(tag for tag in tags if tag.startswith("</"))
    return f"{opening}{escape(words, quote=False)}{closing}"


def rewritten(blocks: list[dict[str, Any]], product_id: int, key: str, words: str) -> list[dict[str, Any]]:
    """Stored blocks with the fact's words renewed in every rich text."""

    def text(value: Any) -> Any:
        return with_words(value, product_id, key, words) if isinstance(value, str) else value

    def step(value: Any) -> Any:
        return {**value, "text": text(value.get("text"))} if isinstance(value, dict) else value

    changed = []
    for block in blocks:
        kind, value = block.get("type"), block.get("value")
        if kind == "text":
            value = text(value)
        elif kind == "callout" and isinstance(value, dict):
            value = {**value, "text": text(value.get("text"))}
        elif kind == "list" and isinstance(value, dict):
            value = {**value, "items": [_item(item, text) for item in value.get("items") or []]}
        elif kind == "steps" and isinstance(value, dict):
            value = {**value, "steps": [_item(item, step) for item in value.get("steps") or []]}
        changed.append({**block, "value": value})
    return changed


def _item(item: Any, text) -> Any:
    """A list's item, wrapped as Wagtail stores it or bare; a wrapping has an id, a bare struct has none."""
    wrapped = isinstance(item, dict) and "value" in item
    return {**item, "value": text(item.get("value"))} if wrapped else text(item)


def content_paths(blocks: list[dict[str, Any]], product_id: int, key: str) -> Iterator[tuple[str, list[dict]]]:
    """For each block that says the fact: what a comment of the editor is attached to, and the sentences' positions.

    A position counts characters in a paragraph that the editor has given a key; texts that it never
    saved have none, and the comment then stands beside the whole block.
    """
    for block in blocks:
        kind, value, name = block.get("type"), block.get("value"), f"body.{block.get('id')}"
        texts = {
            "text": [(name, value)],
            "callout": [(f"{name}.text", mapping(value).get("text"))],
            "list": [(name, item) for item in items(mapping(value).get("items"))],
            "steps": [(name, mapping(item).get("text")) for item in items(mapping(value).get("steps"))],
        }.get(str(kind), [])
        said = [(path, html) for path, html in texts if isinstance(html, str) and _says(html, product_id, key)]
        if said:
            # The editor cannot point into a list's items.
            yield said[0][0], _positions(said[0][1], product_id, key) if kind in ("text", "callout") else []


def _says(html: str, product_id: int, key: str) -> bool:
    return any(_is(match[1], product_id, key) for match in _ENTITY.finditer(html))


def _is(tag: str, product_id: int, key: str) -> bool:
    return f' product="{product_id}"' in tag and f' key="{key}"' in tag


def _positions(html: str, product_id: int, key: str) -> list[dict]:
    soup = BeautifulSoup(f"<div>{html}</div>", "html.parser")
    found = []
    for entity in soup.find_all("a", linktype=FACT):
        paragraph = entity.find_parent(attrs={"data-block-key": True})
        if paragraph is None or (entity.get("product"), entity.get("key")) != (str(product_id), key):
            continue
        start = sum(len(text) for text in entity.find_all_previous(string=True) if paragraph in text.parents)
        first, last = sentence_bounds(paragraph.get_text(), start, start + len(entity.get_text()))
        found.append({"key": paragraph["data-block-key"], "start": first, "end": last})
    return found
