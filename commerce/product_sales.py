"""What products brought, told for those who grow them: by channel and by story."""

from collections.abc import Iterable
from dataclasses import dataclass

from commerce.channel_names import channel_name
from commerce.impact import Figures, Window
from commerce.impact_cells import Cells, cells
from products.models import Product
from stories.current_channels import current_channels
from stories.models import StoryPage
from stories.models.releases import ReleaseProduct
from stories.public import carrying, listed_stories


@dataclass(frozen=True, slots=True)
class StoryPart:
    """A live story that carries the product; `channels` are the names of those it stands on now."""

    story: StoryPage
    channels: tuple[str, ...]
    figures: Figures


@dataclass(frozen=True, slots=True)
class ChannelPart:
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class ProductSales:
    """`channels` are those that sold, and one without a name for orders that came by none of our links."""

    product: Product
    figures: Figures
    channels: tuple[ChannelPart, ...]
    stories: tuple[StoryPart, ...]


def product_sales_of(products: Iterable[Product], window: Window | None = None) -> list[ProductSales]:
    """The figures of `products`, in their order. Fifteen queries, however many products and stories."""
    shown = list(products)
    ids = [product.pk for product in shown]
    totals = cells("product_id", window=window, products=ids)
    channels = cells("product_id", "channel", window=window, products=ids)
    by_story = cells("product_id", "story_id", window=window, products=ids)
    carried = _carried(ids)
    standing = current_channels({story.pk for stories in carried.values() for story in stories})
    return [
        ProductSales(
            product,
            totals.get((product.pk,), Figures()),
            _channels(product.pk, channels),
            tuple(
                StoryPart(
                    story,
                    tuple(name for name, _version in standing.get(story.pk, [])),
                    by_story.get((product.pk, story.pk), Figures()),
                )
                for story in carried.get(product.pk, [])
            ),
        )
        for product in shown
    ]


def _channels(product: int, found: Cells) -> tuple[ChannelPart, ...]:
    rows = [
        ChannelPart(channel_name(channel) if channel else "", figures)
        for (pk, channel), figures in found.items()
        if pk == product and figures.orders
    ]
    return tuple(sorted(rows, key=lambda row: (not row.name, -row.figures.fen)))


def _carried(products: list[int]) -> dict[int, list[StoryPage]]:
    """By product: the live stories whose newest release carries it, newest first."""
    stories = list(carrying(listed_stories(), products).prefetch_related(None).defer_streamfields())
    by_release = {story.current_release_id: story for story in stories}
    pairs = ReleaseProduct.objects.filter(release__in=by_release, product__in=products)
    found: dict[int, set[int]] = {}
    for release, product in pairs.values_list("release_id", "product_id"):
        found.setdefault(product, set()).add(release)
    return {
        product: [story for story in stories if story.current_release_id in releases]
        for product, releases in found.items()
    }
