"""Two language versions of a story, block by block."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.text import capfirst

from products.models import Photo
from stories.blocks import StoryBlocks
from stories.builder import stored_blocks
from stories.document import StoryDocument
from stories.document.blocks import Block, FactTable, ListBlock, People, ProductCard, Related, Steps
from stories.document.spans import plain_text
from stories.document.walk import pictures_of, text_of
from stories.models.story import StoryPage
from stories.public import images
from stories.translations import Change

THUMBNAIL = "max-165x165"
_FIELD_NAMES = {"cover": "cover_id", "video": "video_id"}


@dataclass(slots=True)
class Side:
    """One version's part: its words line by line, and its pictures."""

    lines: list[str] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """`anchor` is the part's place in the editor's form; `change` what happened to it in the original."""

    part: str
    name: str
    anchor: str
    change: str
    original: Side | None
    translation: Side | None

    @property
    def missing(self) -> bool:
        return self.original is not None and self.translation is None


def rows(original: StoryPage, translation: StoryPage, changed: Iterable[Change]) -> list[Row]:
    """Rows in the original's order, matched by field and block id; what only the translation has follows its
    predecessor."""
    kinds = {change.part: change.kind for change in changed}
    left, right = _sides(original), _sides(translation)
    names = part_names(translation) | part_names(original)
    return [
        Row(part, names.get(part, ""), _anchor(part), kinds.get(part, ""), left.get(part), right.get(part))
        for part in _order(list(left), list(right))
    ]


def _order(left: list[str], right: list[str]) -> list[str]:
    order = list(left)
    for index, part in enumerate(right):
        if part not in order:
            after = next((order.index(one) + 1 for one in reversed(right[:index]) if one in order), 0)
            order.insert(after, part)
    return order


def _sides(page: StoryPage) -> dict[str, Side]:
    document = page.built.document
    sides = {"title": Side([document.title]), "summary": Side([document.summary] if document.summary else [])}
    # In the order of the form, empty blocks too.
    sides |= {str(block.get("id")): Side() for block in stored_blocks(page.body)}
    for block in document.body:
        sides.setdefault(_stem(block.id), Side()).lines += _lines(block, document)
    photos = _photos(document)
    for image, block, _field in pictures_of(document):
        if block and image.key in photos:
            sides.setdefault(_stem(block), Side()).photos.append(photos[image.key])
    return sides


def _lines(block: Block, document: StoryDocument) -> list[str]:
    if isinstance(block, ListBlock):
        return [f"· {plain_text(item)}" for item in block.items]
    if isinstance(block, ProductCard | FactTable):
        product = document.product(block.product)
        if product is None:
            return []
        if isinstance(block, FactTable):
            return [product.name, *(f"{fact.label}: {fact.said}" for fact in block.chosen(product))]
        return [line for line in (product.name, product.tagline, block.pitch) if line]
    if isinstance(block, Steps):
        steps = [plain_text(step.spans) for step in block.steps]
        return [line for line in (block.title, *(f"· {need}" for need in block.needs), *steps) if line]
    if isinstance(block, People):
        said = (part for met in block.people for part in (met.name, met.role, met.place, met.words))
        return [line for line in said if line]
    words = block.title if isinstance(block, Related) else text_of(block)
    return [words] if words else []


def _photos(document: StoryDocument) -> dict[str, Photo]:
    ids = {int(asset.key.removeprefix("photo-")) for asset in images(document)}
    found = Photo.objects.filter(pk__in=ids).prefetch_renditions(THUMBNAIL) if ids else []
    return {f"photo-{photo.pk}": photo for photo in found}


def part_names(page: StoryPage) -> dict[str, str]:
    """Field or block id → what the editor's form calls it."""
    kinds = {name: str(block.label or capfirst(name)) for name, block in StoryBlocks().child_blocks.items()}
    fields = {
        _FIELD_NAMES.get(name, name): capfirst(str(page._meta.get_field(name).verbose_name))
        for name in ("title", "summary", "cover", "video")
    }
    return fields | {str(block.get("id")): kinds.get(str(block.get("type")), "") for block in stored_blocks(page.body)}


def _anchor(part: str) -> str:
    return f"id_{part}-label" if part in ("title", "summary") else f"block-{part}-section"


def _stem(block: str) -> str:
    return block.partition(".")[0]
