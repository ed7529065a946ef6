"""What readers see of a story: the release that is live, never the row that is being edited."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from products.availability import pause_of
from products.models import Photo, Place, Product
from products.pictures import with_sizes
from products.season import harvested_in
from products.showing import show
from stories import listing
from stories.buying import purchase_links
from stories.document import ImageAsset, ProductCard, Related, StoryDocument, VideoAsset, VideoBlock
from stories.document.walk import captioned_in
from stories.models.film_versions import FilmRecipe, FilmVersion
from stories.models.films import Film
from stories.models.releases import ReleaseProduct
from stories.models.story import StoryPage

RELATED = 3
# Of how many of the newest stories it is asked whether they are in season.
NEWEST = 60
# What two stories may have in common, the strongest first.
COMMON = ("shared", "near", "tagged", "ripe")
FOR_BROWSERS = {("video/mp4", "h264"), ("video/webm", "vp8"), ("video/webm", "vp9"), ("video/webm", "av1")}


def listed_stories(language: str | None = None, in_list: str = listing.ALL) -> QuerySet[StoryPage]:
    """Live stories that were released, newest first, with what a list shows of them; `in_list` is a key of
    `stories.listing`. In one language, the first of them take no longer where there are many.

    Annotated with `current_release_id`.
    """
    covers = Prefetch("cover", queryset=with_sizes(Photo.objects.all()))
    return _released_stories(language, in_list).prefetch_related(covers)


def _released_stories(language: str | None = None, in_list: str = listing.ALL) -> QuerySet[StoryPage]:
    # Together, as a second `filter` would look for a second entry.
    entry = {"list_entries__list": in_list} | ({"list_entries__language": language} if language else {})
    return (
        StoryPage.objects.live()
        .filter(**entry)
        .annotate(current_release_id=F("list_entries__release_id"))
        .select_related("locale", "video")
        .order_by("-list_entries__published", "-list_entries__story_id")
    )


def carrying(stories: QuerySet[StoryPage], products: Iterable[Product | int]) -> QuerySet[StoryPage]:
    """Those of `listed_stories` whose live release carries one of the products."""
    carried = ReleaseProduct.objects.filter(release_id=OuterRef("current_release_id"), product__in=list(products))
    return stories.filter(Exists(carried))


def stories_about(product: Product, language: str) -> QuerySet[StoryPage]:
    """Live stories in `language` that carry the product, newest first."""
    return listed_stories(language, listing.of_product(product.pk))


def reader_context(page: StoryPage, document: StoryDocument, release=None) -> dict:
    """The context of the public template, for a release or for a preview (no release).

    A constant number of queries, whatever the story holds.
    """
    carried = _carried(document)
    others = _others(page, document, carried)
    related = [story for story in others if story.rank][:RELATED]
    social = document.cover_for(16, 9)
    photos = _photos(document, (story.cover_id for story in related), [social] if social else [])
    for story in related:
        story.cover = photos.get(f"photo-{story.cover_id}")
    return {
        "document": document,
        "social_cover": social,
        "blocks": document.body,
        "products": {product.code: product for product in document.products},
        "photos": photos,
        "films": _films(document, photos),
        "buy": _buy(page, document),
        "withdrawn": [product for product in carried if not product.is_verified()],
        "provinces": _provinces(carried),
        "pauses": {product.code: pause for product in carried if (pause := pause_of(product))},
        "release": release,
        "related": related,
        "open_stories": {story.pk for story in others if not story.rank},
    }


def _photos(document: StoryDocument, others: Iterable[int | None], more: Iterable[ImageAsset] = ()) -> dict[str, Photo]:
    """The photos of a document, and others by id or asset, by asset key with their renditions.

    One whose file is not the one that was approved is left out.
    """
    approved = {asset.key: asset.sha256 for asset in [*images(document), *more]}
    ids = {int(key.removeprefix("photo-")) for key in approved}
    ids |= {pk for pk in others if pk}
    if not ids:
        return {}
    photos = {f"photo-{photo.pk}": photo for photo in with_sizes(Photo.objects.filter(pk__in=ids))}
    return {key: photo for key, photo in photos.items() if approved.get(key) in (None, "", photo.known_by)}


def _films(document: StoryDocument, photos: dict[str, Photo]) -> dict[str, Film]:
    """The films of a document by asset key, with the captions that were approved; not those of another file."""
    approved = {int(video.key.removeprefix("film-")): video for video in _videos(document)}
    films = Film.objects.filter(pk__in=approved) if approved else []
    films = [film for film in films if approved[film.pk].sha256 in ("", film.sha256)]
    versions = _versions_for_browsers(document)
    for film in films:
        # From wherever the page is opened: captions of another host are refused by browsers.
        film.tracks = [(code, url.removeprefix(settings.SITE_URL)) for code, url in approved[film.pk].captions]
        # A poster chosen after the release is not the one that was approved.
        film.poster = photos.get(f"photo-{film.poster_id}")
        version = versions.get(f"film-{film.pk}")
        film.source_url, film.source_type = (version.file.url, "video/mp4") if version else (film.url, film.media_type)
    return {f"film-{film.pk}": film for film in films}


def _versions_for_browsers(document: StoryDocument) -> dict[str, FilmVersion]:
    """By asset key: what browsers play of films that they could not play as uploaded."""
    wanted = {
        int(version.key.removeprefix("version-")): video.key
        for video in _videos(document)
        if (video.media_type, video.codec) not in FOR_BROWSERS and (version := video.version(FilmRecipe.HD))
    }
    return {wanted[row.pk]: row for row in FilmVersion.objects.filter(pk__in=wanted)} if wanted else {}


def _videos(document: StoryDocument) -> list[VideoAsset]:
    found = [document.video, *(block.video for block in document.body if isinstance(block, VideoBlock))]
    return [video for video in found if video]


def images(document: StoryDocument) -> Iterable[ImageAsset]:
    """Every picture a document shows on our page, posters and product pictures too."""
    found = [
        document.cover,
        document.video.poster if document.video else None,
        *(image for block in document.body for image, _caption in captioned_in(block)),
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


def _carried(document: StoryDocument) -> list[Product]:
    """The records of a document's products as they stand today."""
    codes = [product.code for product in document.products]
    if not codes:
        return []
    return list(Product.objects.filter(code__in=codes).select_related("current_verification", "place__parent__parent"))


def _provinces(products: Iterable[Product]) -> dict[str, Place]:
    """The provinces of the products by the two digits with which their codes begin."""
    return {product.place_id[:2]: product.place.top() for product in products}


def _led_to(document: StoryDocument) -> set[int]:
    """The ids of the stories that the text leads to."""
    return {block.story for block in document.body if isinstance(block, Related)}


def _others(page: StoryPage, document: StoryDocument, carried: Iterable[Product]) -> list[StoryPage]:
    """Those that the text leads to and readers can still open (`rank` 0), then others in this language by what they
    have in common, newest first: a product, a province, a tag, a product in harvest this month.

    What it is stands at the story: `shared` (code), `near` (province), `tagged` (name), `ripe` (code). Three queries,
    two where there is enough without the season.
    """
    led_to = _led_to(document)
    common = _in_common(document, carried, besides={page.pk, *led_to})
    found = {story.pk: story for story in _released_stories().filter(pk__in=[*led_to, *common]) if story.pk != page.pk}
    for pk, story in found.items():
        story.rank, what = common.get(pk, (0, {}))
        for name in COMMON:
            setattr(story, name, what.get(name))
    others = [found[pk] for pk in [*led_to, *common] if pk in found]
    if any(story.rank > 1 for story in others) or len(others) < RELATED:
        # A story of the same products changes their records, which are shown here; any other may come closer.
        show(f"stories:{document.language}", f"products:{document.language}")
    return others


def _in_common(
    document: StoryDocument, carried: Iterable[Product], besides: set[int]
) -> dict[int, tuple[int, dict[str, str]]]:
    """The ids of the stories to show, the best first, each with its rank and what it has in common.

    In which lists a story stands says most of it. They are read one further than may be shown, and the newest of all,
    of which some may be in harvest.
    """
    lists = {listing.of_product(product.pk): ("shared", product.code) for product in carried}
    lists |= {listing.of_place(f"{code}0000"): ("near", code) for code in sorted(_province_codes(document))}
    lists |= {listing.of_tag(tag): ("tagged", tag) for tag in document.tags}
    most = dict.fromkeys(lists, RELATED + len(besides)) | {listing.ALL: NEWEST + len(besides)}
    what: dict[int, dict[str, str]] = defaultdict(dict)
    released: dict[int, tuple[Any, int]] = {}
    for key, story, release, published in listing.newest_of(document.language, most):
        if story not in besides:
            released[story] = (published, release)
            if key in lists:
                what[story].setdefault(*lists[key])
    if len(what) < RELATED:
        for story, code in _ripe({release: story for story, (_, release) in released.items()}).items():
            what[story].setdefault("ripe", code)
    rank = {story: min(map(COMMON.index, what[story]), default=len(COMMON)) for story in released}
    newest_first = sorted(released, key=lambda story: (released[story][0], story), reverse=True)
    return {story: (rank[story] + 1, what[story]) for story in sorted(newest_first, key=rank.__getitem__)[:RELATED]}


def _province_codes(document: StoryDocument) -> set[str]:
    return {product.place_code[:2] for product in document.products}


def _ripe(stories: dict[int, int]) -> dict[int, str]:
    """By story: the code of a product of its release that is in harvest this month; `stories` by their releases."""
    carried = ReleaseProduct.objects.filter(
        harvested_in(timezone.localdate().month, "product__"), release__in=stories
    ).order_by("-product_id")
    return {stories[release]: code for release, code in carried.values_list("release_id", "product__code")}
