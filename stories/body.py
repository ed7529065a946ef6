"""Stored blocks into document blocks, one function per kind.

A converter gets the block's stored value, which may be half-filled or of an old shape, and
never raises: what it cannot use becomes a gap.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from stories.assets import image_asset, video_asset
from stories.document import (
    Block,
    Callout,
    Gallery,
    GalleryItem,
    Heading,
    ImageBlock,
    ListBlock,
    Paragraph,
    ProductCard,
    Quote,
    Span,
    VideoBlock,
    plain_text,
)
from stories.gaps import finding
from stories.links import link_from
from stories.readiness import Finding
from stories.richtext import Part, clean_text, read
from stories.sources import Sources, items, mapping, number

PARTS_TO_LISTS = {"bullets": False, "numbers": True}


@dataclass(slots=True)
class Body:
    """Collects blocks, gaps and the ids of the products on cards, in the order of the story."""

    sources: Sources
    language: str
    blocks: list[Block] = field(default_factory=list)
    gaps: list[Finding] = field(default_factory=list)
    product_ids: list[int] = field(default_factory=list)

    def gap(self, code: str, block: str, weight="block", what: str = "") -> None:
        self.gaps.append(finding(code, weight, block=block, what=what))

    def parts(self, html: object, block: str) -> list[Part]:
        reading = read(self.sources.text(html), lambda attributes: link_from(attributes, self.sources.pages))
        for address in reading.dropped:
            self.gap("story.link_dropped", block, "warning", address)
        return reading.parts

    def line(self, html: object, block: str) -> tuple[Span, ...]:
        """A rich text as one run of spans, its lines joined by blanks."""
        lines = [line for part in self.parts(html, block) for line in part.lines]
        spans: list[Span] = []
        for line in lines:
            spans.extend([Span(text=" ")] if spans else [])
            spans.extend(line)
        return tuple(spans)

    def photo(self, value: object, block: str):
        photo = self.sources.photos.get(number(mapping(value).get("photo")) or 0)
        if photo is None:
            self.gap("story.photo_missing", block)
            return None
        return image_asset(photo, self.language)


def convert(blocks: list[Mapping[str, Any]], sources: Sources, language: str) -> Body:
    body = Body(sources, language)
    for index, block in enumerate(blocks):
        name = str(block.get("id") or f"block-{index}")
        converter = _CONVERTERS.get(block.get("type"))
        if converter is None:
            body.gap("story.block_unknown", name, "warning")
            continue
        body.blocks.extend(converter(block.get("value"), name, body))
    return body


def _heading(value: object, name: str, body: Body) -> Iterator[Block]:
    text = clean_text(value)
    if text:
        yield Heading(id=name, text=text)
    else:
        body.gap("story.block_empty", name)


def _text(value: object, name: str, body: Body) -> Iterator[Block]:
    parts = body.parts(value, name)
    if not parts:
        body.gap("story.block_empty", name)
    for index, part in enumerate(parts):
        part_name = f"{name}.{index}" if index else name
        if part.kind == "heading":
            yield Heading(id=part_name, level=2 if part.level == 2 else 3, text=plain_text(part.lines[0]))
        elif part.kind == "paragraph":
            yield Paragraph(id=part_name, spans=part.lines[0])
        elif part.lines:
            yield ListBlock(id=part_name, ordered=PARTS_TO_LISTS[part.kind], items=part.lines)


def _image(value: object, name: str, body: Body) -> Iterator[Block]:
    image = body.photo(value, name)
    if image:
        yield ImageBlock(id=name, image=image, caption=clean_text(mapping(value).get("caption")))


def _gallery(value: object, name: str, body: Body) -> Iterator[Block]:
    entries = items(mapping(value).get("items"))
    pictures = [(body.photo(entry, name), clean_text(mapping(entry).get("caption"))) for entry in entries]
    shown = tuple(GalleryItem(image=image, caption=caption) for image, caption in pictures if image)
    if len(shown) < 2:
        body.gap("story.gallery_short", name)
    if shown:
        yield Gallery(id=name, items=shown)


def _video(value: object, name: str, body: Body) -> Iterator[Block]:
    film = body.sources.films.get(number(mapping(value).get("film")) or 0)
    if film is None:
        body.gap("story.video_missing", name)
        return
    yield VideoBlock(id=name, video=video_asset(film, body.language), caption=clean_text(mapping(value).get("caption")))


def _quote(value: object, name: str, body: Body) -> Iterator[Block]:
    text = clean_text(mapping(value).get("text"))
    if text:
        yield Quote(id=name, text=text, cite=clean_text(mapping(value).get("cite")))
    else:
        body.gap("story.block_empty", name)


def _list(value: object, name: str, body: Body) -> Iterator[Block]:
    lines = [body.line(entry, name) for entry in items(mapping(value).get("items"))]
    filled = tuple(line for line in lines if line)
    if filled:
        yield ListBlock(id=name, ordered=mapping(value).get("ordered") is True, items=filled)
    if not filled or len(filled) < len(lines):
        body.gap("story.block_empty", name)


def _callout(value: object, name: str, body: Body) -> Iterator[Block]:
    spans = body.line(mapping(value).get("text"), name)
    if spans:
        yield Callout(id=name, title=clean_text(mapping(value).get("title")), spans=spans)
    else:
        body.gap("story.block_empty", name)


def _product(value: object, name: str, body: Body) -> Iterator[Block]:
    product = body.sources.products.get(number(mapping(value).get("product")) or 0)
    if product is None:
        body.gap("story.product_missing", name)
        return
    chosen = [number(entry) for entry in items(mapping(value).get("offers"))]
    on_sale = {offer.pk for offer in product.on_sale}
    offers = tuple(dict.fromkeys(pk for pk in chosen if pk in on_sale))
    if len(offers) < len({pk for pk in chosen if pk}):
        body.gap("story.offer_not_on_sale", name, "warning")
    if product.pk not in body.product_ids:
        body.product_ids.append(product.pk)
    yield ProductCard(id=name, product=product.code, offers=offers, pitch=clean_text(mapping(value).get("pitch")))


_CONVERTERS: dict[Any, Callable[[object, str, Body], Iterator[Block]]] = {
    "heading": _heading,
    "text": _text,
    "image": _image,
    "gallery": _gallery,
    "video": _video,
    "quote": _quote,
    "list": _list,
    "callout": _callout,
    "product": _product,
}
