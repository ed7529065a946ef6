"""Sample blocks of a document, one for each kind an author can choose, in the editor's language.

Pictures are files of our own and not of the library, so that a preview asks the database nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images.models import Filter

from stories.document import (
    Block,
    Callout,
    FactSnapshot,
    FactTable,
    Gallery,
    GalleryItem,
    Heading,
    ImageAsset,
    ImageBlock,
    ListBlock,
    MetPerson,
    OfferSnapshot,
    Paragraph,
    People,
    ProductCard,
    ProductSnapshot,
    Quote,
    Related,
    Span,
    Step,
    Steps,
    VideoAsset,
    VideoBlock,
)

WIDTH, HEIGHT = 640, 427
PICTURES = ("land", "work", "still", "grower")
PRODUCT, STORY = "BJ-0001", 1


@dataclass(frozen=True, slots=True)
class SampleSize:
    url: str
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class SamplePhoto:
    """Stands in for a `Photo` where a page draws one: the same file in every size."""

    name: str

    def get_renditions(self, *filters: Filter | str) -> dict[str, SampleSize]:
        size = SampleSize(static(f"stories/samples/{self.name}.webp"))
        return {one if isinstance(one, str) else one.spec: size for one in filters}

    def alt(self, language: str | None = None) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class SampleFilm:
    source_url: str
    source_type: str = "video/mp4"
    credit: str = ""
    tracks: tuple = ()


def sample_context(kind: str) -> dict[str, Any]:
    """What the reader's components need to draw the sample of a kind of block; empty for an unknown kind."""
    maker = _MAKERS.get(kind)
    blocks = list(maker()) if maker else []
    card = next((block for block in blocks if isinstance(block, ProductCard)), None)
    product = _product()
    return {
        "blocks": blocks,
        "photos": {image(name).key: SamplePhoto(name) for name in PICTURES},
        "films": {_film().key: SampleFilm(static("stories/samples/film.mp4"))},
        "products": {product.code: product},
        "buy": {card.id: [{"offer": offer, "url": "#"} for offer in product.offers]} if card else {},
        "pauses": {},
        "sole": "",
        "open_stories": {STORY},
    }


def image(name: str) -> ImageAsset:
    return ImageAsset(key=f"sample-{name}", sha256="", width=WIDTH, height=HEIGHT, bytes=0)


def _film() -> VideoAsset:
    return VideoAsset(
        key="sample-film", sha256="", width=480, height=270, bytes=0, duration_ms=3000, poster=image("work")
    )


def _product() -> ProductSnapshot:
    today = timezone.localdate()
    offer = {"id": 1, "platform": "jd", "sku": "1", "price_fen": 2800, "net_grams": 5000}
    return ProductSnapshot(
        code=PRODUCT,
        slug="sample",
        name=_("Baojing navel oranges"),
        place_code="433125",
        place=_("Baojing County, Hunan"),
        producer=_("Lüdong Mountain cooperative"),
        image=image("still"),
        facts=tuple(_facts(today)),
        offers=(OfferSnapshot(**offer, title=_("A box of 5 kg")),),
        verified=True,
        state="confirmed",
        valid_until=today + timedelta(days=300),
    )


def _facts(today: date) -> Iterable[FactSnapshot]:
    rows = [
        ("sugar", _("Sugar"), "13.2", "°Bx"),
        ("altitude", _("Altitude"), "450–620", "m"),
        ("weight", _("Weight of one fruit"), "180–240", "g"),
    ]
    for key, label, value, unit in rows:
        yield FactSnapshot(key=key, label=label, value=value, unit=unit, confirmed_on=today)


def _spans(text: str) -> tuple[Span, ...]:
    return (Span(text=text),)


def _heading() -> Iterable[Block]:
    yield Heading(id="sample", text=_("The hill turns orange"))


def _text() -> Iterable[Block]:
    yield Paragraph(
        id="sample", spans=_spans(_("The oranges wait for the first frost. A colder night makes a sweeter fruit."))
    )
    yield Heading(id="sample.1", level=3, text=_("Who picks them"))
    yield Paragraph(id="sample.2", spans=_spans(_("Three families, from the lowest terrace up, a basket at a time.")))


def _quote() -> Iterable[Block]:
    yield Quote(id="sample", text=_("You hear a ripe orange before you see it."), cite=_("A grower in Baojing"))


def _list() -> Iterable[Block]:
    points = (_("Pick after the dew has dried"), _("Cut the stalk twice"), _("Never throw, always lay down"))
    yield ListBlock(id="sample", items=tuple(map(_spans, points)))


def _steps() -> Iterable[Block]:
    yield Steps(
        id="sample",
        title=_("Candied orange peel"),
        needs=(_("Peel of 4 oranges"), _("Sugar, 200 g"), _("Water, 300 ml")),
        steps=(
            Step(spans=_spans(_("Cut the peel into strips and boil them for ten minutes.")), image=image("still")),
            Step(spans=_spans(_("Drain, and simmer with sugar and water until clear."))),
        ),
    )


def _callout() -> Iterable[Block]:
    yield Callout(
        id="sample", title=_("How they keep"), spans=_spans(_("Four weeks in a cool, dry room, not touching."))
    )


def _image() -> Iterable[Block]:
    yield ImageBlock(id="sample", image=image("land"), caption=_("The south slope, a week before the harvest"))


def _gallery() -> Iterable[Block]:
    captions = {"land": _("The slope"), "work": _("The picking"), "still": _("The fruit")}
    items = tuple(GalleryItem(image=image(name), caption=caption) for name, caption in captions.items())
    yield Gallery(id="sample", items=items)


def _video() -> Iterable[Block]:
    yield VideoBlock(id="sample", video=_film(), caption=_("Picking, in half a minute"))


def _card() -> Iterable[Block]:
    yield ProductCard(id="sample", product=PRODUCT, pitch=_("Picked after the frost, sent the same day"))


def _table() -> Iterable[Block]:
    yield FactTable(id="sample", product=PRODUCT)


def _people() -> Iterable[Block]:
    person = MetPerson(
        key="person-0",
        name=_("Tian Amei"),
        role=_("grower"),
        place=_("Baojing County, Hunan"),
        met_on=timezone.localdate() - timedelta(days=30),
        image=image("grower"),
        words=_("Planted the first forty trees with her father, and knows each by its shade."),
    )
    yield People(id="sample", people=(person,))


def _related() -> Iterable[Block]:
    yield Related(
        id="sample",
        story=STORY,
        title=_("From branch to box"),
        summary=_("Nine pairs of hands, and what each of them looks for."),
        url="#",
        cover=image("work"),
    )


_MAKERS: dict[str, Callable[[], Iterable[Block]]] = {
    "heading": _heading,
    "text": _text,
    "quote": _quote,
    "list": _list,
    "steps": _steps,
    "callout": _callout,
    "image": _image,
    "gallery": _gallery,
    "video": _video,
    "product": _card,
    "facts": _table,
    "people": _people,
    "related": _related,
}
