"""Stored blocks into document blocks, one function per kind.

A converter gets the block's stored value, which may be half-filled or of an old shape, and
never raises: what it cannot use becomes a gap.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from products.availability import pause_of
from products.models import Product
from stories.assets import image_asset, video_asset
from stories.blocks import GALLERY_MIN, STEPS_MIN
from stories.document import (
    Block,
    Callout,
    FactTable,
    Gallery,
    GalleryItem,
    Heading,
    ImageBlock,
    ListBlock,
    MetPerson,
    Paragraph,
    People,
    ProductCard,
    Quote,
    Related,
    Span,
    Step,
    Steps,
    VideoBlock,
    plain_text,
)
from stories.facts import fact_span, printable
from stories.gaps import finding
from stories.links import link_from, page_url
from stories.met_people import agreed, met_person
from stories.readiness import Finding
from stories.richtext import Part, clean_text, pk_of, read
from stories.sources import Sources, items, mapping, number

PARTS_TO_LISTS = {"bullets": False, "numbers": True}


@dataclass(slots=True)
class Body:
    """Collects blocks, gaps and the ids of the products it speaks of, in the order of the story."""

    sources: Sources
    language: str
    # The story's own id, 0 where it was never saved.
    story_id: int = 0
    blocks: list[Block] = field(default_factory=list)
    gaps: list[Finding] = field(default_factory=list)
    product_ids: list[int] = field(default_factory=list)
    _said: set[tuple[str, str, str]] = field(default_factory=set)

    def gap(self, code: str, block: str, weight="block", what: str = "") -> None:
        """Said once for each block, however many of its parts lack the same."""
        if (code, block, what) not in self._said:
            self._said.add((code, block, what))
            self.gaps.append(finding(code, weight, block=block, what=what))

    def parts(self, html: object, block: str) -> list[Part]:
        reading = read(
            self.sources.text(html),
            lambda attributes: link_from(attributes, self.sources.pages),
            lambda attributes: self.fact(attributes, block),
        )
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

    def fact(self, attributes: Mapping[str, str], block: str) -> Span:
        """What is printed where an author put a fact; one that nobody vouches for today is a gap."""
        product = self.sources.products.get(pk_of(attributes.get("product")) or 0)
        span, missing = fact_span(product, attributes.get("key", ""), self.language)
        if missing:
            self.gap("story.fact_not_confirmed", block, what=missing)
        if product:
            self.carries(product)
        return span

    def carries(self, product: Product) -> None:
        if product.pk not in self.product_ids:
            self.product_ids.append(product.pk)

    def photo(self, value: object, block: str, *, wanted: bool = True):
        """The picture chosen in a struct. `wanted`: it is a gap where there is none; one that is gone always is."""
        chosen = mapping(value).get("photo")
        photo = self.sources.photos.get(number(chosen) or 0)
        if photo is None and not wanted and not chosen:
            return None
        if photo is None:
            self.gap("story.photo_missing", block)
            return None
        return image_asset(photo, self.language)

    def person(self, value: Mapping[str, Any], block: str) -> MetPerson | None:
        """What is printed of a person met; what they did not agree to, or no longer do, is a gap."""
        met = self.sources.people.get(number(value.get("person")) or 0)
        if met is None:
            self.gap("story.person_missing", block)
            return None
        if not agreed(met):
            self.gap("story.person_withdrawn" if met.withdrawn_at else "story.person_not_agreed", block)
            return None
        image = self.photo(value, block, wanted=False)
        if image and not met.may_picture:
            self.gap("story.person_no_picture", block, "warning")
        if not met.may_name:
            self.gap("story.person_no_name", block, "note", what=met.role(self.language))
        return met_person(met, self.language, image, clean_text(value.get("words")))


def convert(blocks: list[Mapping[str, Any]], sources: Sources, language: str, story_id: int = 0) -> Body:
    body = Body(sources, language, story_id)
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
    if len(shown) < GALLERY_MIN:
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
    if pause_of(product):
        body.gap("story.product_paused", name, "warning", what=product.name(body.language))
    body.carries(product)
    yield ProductCard(id=name, product=product.code, offers=offers, pitch=clean_text(mapping(value).get("pitch")))


def _facts(value: object, name: str, body: Body) -> Iterator[Block]:
    product = body.sources.products.get(number(mapping(value).get("product")) or 0)
    if product is None:
        body.gap("story.fact_product_missing", name)
        return
    body.carries(product)
    known = {fact.pk: fact for fact in product.facts.all()}
    wanted = list(dict.fromkeys(number(entry) for entry in items(mapping(value).get("facts"))))
    chosen = [known[pk] for pk in wanted if pk in known]
    if len(chosen) < len([pk for pk in wanted if pk]):
        body.gap("story.fact_elsewhere", name)
    for fact in chosen:
        if not printable(fact, product):
            body.gap(
                "story.fact_not_confirmed", name, what=f"{product.name(body.language)} · {fact.label(body.language)}"
            )
    keys = tuple(fact.key for fact in chosen if printable(fact, product))
    shown = keys or (not wanted and any(printable(fact, product) for fact in known.values()))
    if shown:
        yield FactTable(id=name, product=product.code, keys=keys)
    elif not wanted:
        body.gap("story.fact_none", name, what=product.name(body.language))


def _steps(value: object, name: str, body: Body) -> Iterator[Block]:
    value = mapping(value)
    entries = items(value.get("steps"))
    steps = [
        Step(spans=body.line(mapping(entry).get("text"), name), image=body.photo(entry, name, wanted=False))
        for entry in entries
    ]
    filled = tuple(step for step in steps if step.spans)
    if len(filled) < len(steps):
        body.gap("story.step_empty", name)
    if len(filled) < STEPS_MIN:
        body.gap("story.steps_few", name)
    if filled:
        yield Steps(
            id=name,
            purpose="guide" if value.get("purpose") == "guide" else "recipe",
            title=clean_text(value.get("title")),
            needs=_lines(value.get("needs")),
            steps=filled,
        )


def _lines(value: object) -> tuple[str, ...]:
    """The lines of a plain text that say something."""
    lines = map(clean_text, value.splitlines()) if isinstance(value, str) else ()
    return tuple(line for line in lines if line)


def _people(value: object, name: str, body: Body) -> Iterator[Block]:
    entries = items(mapping(value).get("people"))
    if not entries:
        body.gap("story.block_empty", name)
    shown = tuple(person for entry in entries if (person := body.person(mapping(entry), name)))
    if shown:
        yield People(id=name, people=shown)


def _related(value: object, name: str, body: Body) -> Iterator[Block]:
    chosen = mapping(value).get("story")
    story = body.sources.stories.get(number(chosen) or 0)
    if story is None:
        body.gap("story.related_closed" if chosen else "story.related_missing", name)
        return
    if story.pk == body.story_id:
        body.gap("story.related_itself", name)
        return
    yield Related(
        id=name,
        story=story.pk,
        form=story.form,
        title=clean_text(story.title),
        summary=clean_text(story.summary),
        url=page_url(story),
        cover=image_asset(story.cover, body.language) if story.cover else None,
    )


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
    "facts": _facts,
    "steps": _steps,
    "people": _people,
    "related": _related,
}
