"""Payloads read again from scratch: nothing here is shared with the adapters."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from channels.contract import Loss, Payload
from stories.document import StoryDocument

TEXT_KEYS = {
    "title", "summary", "text", "cite", "caption", "alt", "credit", "name", "organisation", "tagline", "place",
    "producer", "label", "value", "unit", "person", "pitch", "source_author",
}  # fmt: skip
# Blocks that left as a whole, and products that did: one loss speaks for all their words.
WHOLE_BLOCK = {"block_left_out", "product_unknown"}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


def html_of(body: dict[str, Any]) -> str:
    """The HTML field of a payload, "" if it has none."""
    article = body["articles"][0] if "articles" in body else body.get("blog", body)
    content = article.get("content", "")
    return content if article.get("article_type") != "newspic" else ""


def words_of(body: dict[str, Any]) -> str:
    """All a reader of the payload can read, alternative texts and card titles among it."""
    html = html_of(body)
    said = [value for value in strings(body) if value != html]
    if html:
        tree = LexborHTMLParser(html)
        said.append(tree.body.text(separator="", strip=False))
        for node in tree.css("[alt], [data-title], [data-miniprogram-title]"):
            said += [value or "" for name, value in node.attributes.items() if name in ("alt", "data-title")]
    return flat("\n".join(said))


# The same losses are looked at for every text.
@lru_cache(maxsize=8192)
def flat(text: str) -> str:
    """Without blanks, controls, what tags may not hold, and the difference between narrow and wide brackets."""
    text = re.sub(r"[\s,，#]", "", text)
    kept = (c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn"))
    return "".join(kept).replace("<", "＜").replace(">", "＞")


def runs(document: StoryDocument) -> Iterator[tuple[str, str, str]]:
    """Every text of the document with the block and the product it belongs to."""
    data = document.model_dump(mode="json")
    chosen = _chosen_offers(data)
    for product in data.pop("products"):
        offers = product.pop("offers")
        for text in _texts(product):
            yield text, "", product["name"]
        for offer in offers:
            for block in chosen.get((product["code"], offer["id"]), ()):
                yield offer["title"], block, ""
    for block in data.pop("body"):
        for text in _texts(block):
            yield text, block["id"], ""
    for tag in data.pop("tags"):
        yield tag, "", ""
    for text in _texts(data):
        yield text, "", ""


def _chosen_offers(data: dict[str, Any]) -> dict[tuple[str, int], list[str]]:
    chosen: dict[tuple[str, int], list[str]] = {}
    for block in data["body"]:
        if block["kind"] != "product":
            continue
        for product in data["products"]:
            if product["code"] == block["product"]:
                for offer in product["offers"]:
                    if not block["offers"] or offer["id"] in block["offers"]:
                        chosen.setdefault((product["code"], offer["id"]), []).append(block["id"])
    return chosen


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key in TEXT_KEYS and isinstance(item, str):
                yield item
            elif key == "needs":
                yield from item
            elif key != "cover" or value.get("kind") != "related":
                # The cover of another story is no picture of this one.
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def unreported(document: StoryDocument, payload: Payload) -> list[str]:
    """Texts of the document that neither stand in the payload nor are named by a loss."""
    read = words_of(payload.body)
    return [text for text, block, product in runs(document) if not _found(text, block, product, read, payload.losses)]


def _found(text: str, block: str, product: str, read: str, losses: tuple[Loss, ...]) -> bool:
    wanted = flat(text)
    if wanted in read:
        return True
    return any(_names(loss, wanted, block, product, read) for loss in losses)


def _names(loss: Loss, wanted: str, block: str, product: str, read: str) -> bool:
    what = flat(loss.what)
    if wanted in what:
        return True
    if block and loss.block.partition(".")[0] == block and loss.code in WHOLE_BLOCK:
        return True
    if product and loss.code == "product_details_left_out" and what.startswith(flat(product)[:150].rstrip("…")):
        return True
    if loss.code == "text_cut":
        lost = what.split(":", 1)[-1].rstrip("…")
        kept = wanted[: wanted.find(lost)] if lost in wanted else None
        return kept is not None and (not kept or kept.rstrip("，、,；;：:") in read)
    # An excerpt: the loss holds the beginning of what was lost.
    return what.endswith("…") and len(what) > 20 and what.rstrip("…") in wanted


ACTIVE_TAGS = (
    "script", "style", "iframe", "object", "embed", "form", "input", "button", "svg", "math", "link", "meta", "base",
    "template", "noscript", "video", "audio", "textarea", "frame", "frameset", "applet", "isindex", "select",
)  # fmt: skip


def dangers(html: str, tags: set[str]) -> list[str]:
    """What could act in a browser, or is not declared, in a fragment of HTML."""
    tree = LexborHTMLParser(f"<!doctype html><body>{html}</body>")
    found = []
    for node in tree.css("body *"):
        if node.tag in ACTIVE_TAGS or node.tag not in tags:
            found.append(f"<{node.tag}>")
        for name, value in node.attributes.items():
            squeezed = re.sub(r"[\s\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name in ("srcdoc", "formaction", "action", "id", "srcset"):
                found.append(f"{node.tag} {name}")
            if name in ("href", "src", "data", "background") and not squeezed.startswith(("http://", "https://")):
                found.append(f"{node.tag} {name}={value}")
            if name == "style" and re.search(r"url\(|expression|@import|position|behavior|\\", squeezed):
                found.append(f"{node.tag} style={value}")
    if tree.head is not None and any(node.tag != "head" for node in tree.css("head *")):
        found.append("something in the head")
    return found
