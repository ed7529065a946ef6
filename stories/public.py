"""What readers see of a story: the release that is live, never the row that is being edited."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from products.models import Photo, Product
from products.pictures import with_sizes
from stories.buying import purchase_links
from stories.document import Gallery, ImageAsset, ImageBlock, ProductCard, StoryDocument, VideoAsset, VideoBlock
from stories.models.films import Film
from stories.models.releases import Release, ReleaseProduct
from stories.models.story import StoryPage
from stories.snapshots import no_longer_verified

RELATED = 3


def listed_stories() -> QuerySet[StoryPage]:
    """Live stories that were released, newest first, with what a list shows of them.

    Annotated with `current_release_id`.
    """
    return _released_stories().prefetch_related(Prefetch("cover", queryset=with_sizes(Photo.objects.all())))


def _released_stories() -> QuerySet[StoryPage]:
    newest = Release.objects.filter(story=OuterRef("pk")).order_by("-version").values("pk")[:1]
    return (
        StoryPage.objects.live()
        .annotate(current_release_id=Subquery(newest))
        .filter(current_release_id__isnull=False)
        .select_related("locale", "video")
        .order_by("-first_published_at", "-pk")
    )


def carrying(stories: QuerySet[StoryPage], products: Iterable[Product | int]) -> QuerySet[StoryPage]:
    """Those of `listed_stories` whose live release carries one of the products."""
    carried = ReleaseProduct.objects.filter(release_id=OuterRef("current_release_id"), product__in=list(products))
    return stories.filter(Exists(carried))


def stories_about(product: Product, language: str) -> QuerySet[StoryPage]:
    """Live stories in `language` that carry the product, newest first."""
    return carrying(listed_stories(), [product]).filter(locale__language_code=language)


def reader_context(page: StoryPage, document: StoryDocument, release=None) -> dict:
    """The context of the public template, for a release or for a preview (no release).

    A constant number of queries, whatever the story holds.
    """
    related = _related(page, document)
    photos = _photos(document, (story.cover_id for story in related))
    for story in related:
        story.cover = photos.get(f"photo-{story.cover_id}")
    return {
        "document": document,
        "blocks": document.body,
        "products": {product.code: product for product in document.products},
        "photos": photos,
        "films": _films(document, photos),
        "buy": _buy(page, document),
        "withdrawn": _withdrawn(document),
        "release": release,
        "related": related,
    }


def _photos(document: StoryDocument, others: Iterable[int | None]) -> dict[str, Photo]:
    """The photos of a document, and others by id, by asset key with their renditions."""
    ids = {int(asset.key.removeprefix("photo-")) for asset in images(document)} | {pk for pk in others if pk}
    if not ids:
        return {}
    return {f"photo-{photo.pk}": photo for photo in with_sizes(Photo.objects.filter(pk__in=ids))}


def _films(document: StoryDocument, photos: dict[str, Photo]) -> dict[str, Film]:
    """The films of a document by asset key."""
    ids = {int(video.key.removeprefix("film-")) for video in _videos(document)}
    films = Film.objects.filter(pk__in=ids) if ids else []
    for film in films:
        # A poster chosen after the release is not the one that was approved.
        film.poster = photos.get(f"photo-{film.poster_id}")
    return {f"film-{film.pk}": film for film in films}


def _videos(document: StoryDocument) -> list[VideoAsset]:
    found = [document.video, *(block.video for block in document.body if isinstance(block, VideoBlock))]
    return [video for video in found if video]


def images(document: StoryDocument) -> Iterable[ImageAsset]:
    """Every picture a document shows, posters and product pictures too."""
    galleries = [block.items for block in document.body if isinstance(block, Gallery)]
    found = [
        document.cover,
        *(block.image for block in document.body if isinstance(block, ImageBlock)),
        *(item.image for items in galleries for item in items),
        *(video.poster for video in _videos(document)),
        *(product.image for product in document.products),
    ]
    return [asset for asset in found if asset]


def _buy(page: StoryPage, document: StoryDocument) -> dict[str, list[dict]]:
    """By placement: the offers of a product card, each with its purchase link."""
    shown = {card.id: offers_of(card, document) for card in document.body if isinstance(card, ProductCard)}
    links = purchase_links(page.pk, [(place, offer.id) for place, offers in shown.items() for offer in offers])
    return {
        place: [{"offer": offer, "url": links[(place, offer.id)]} for offer in offers if (place, offer.id) in links]
        for place, offers in shown.items()
    }


def offers_of(card: ProductCard, document: StoryDocument) -> list:
    """The offers a card shows: those chosen, or all that were on sale."""
    product = document.product(card.product)
    offers = product.offers if product else ()
    return [offer for offer in offers if not card.offers or offer.id in card.offers]


def _withdrawn(document: StoryDocument) -> list[Product]:
    codes = [product.code for product in document.products]
    if not codes:
        return []
    return list(
        Product.objects.filter(no_longer_verified(), code__in=codes).select_related("current_verification", "place")
    )


def _related(page: StoryPage, document: StoryDocument) -> list[StoryPage]:
    """Other stories in this language: of the same products first, then the newest."""
    others = _released_stories().filter(locale__language_code=document.language).exclude(pk=page.pk)
    shared = ReleaseProduct.objects.filter(
        release_id=OuterRef("current_release_id"), product__code__in=[product.code for product in document.products]
    )
    return list(others.annotate(shared=Exists(shared)).order_by("-shared", "-first_published_at", "-pk")[:RELATED])
