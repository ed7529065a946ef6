"""What an adapter asks for while it renders, resolved: pictures, films, QR codes, purchase links.

One resolver serves one document on one channel and reads in bulk: what was made before (one query),
photos and films only when something is missing (one query each), links (as many as `commerce` needs).
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from urllib.parse import urljoin

from django.conf import settings

from channels import rendered_assets
from channels.contract import Asset, PurchaseRef, RenderContext
from channels.models import RenderedAsset
from channels.spec import ChannelSpec
from products.models import Photo
from stories.document import ImageAsset, OfferSnapshot, ProductCard, StoryDocument, VideoAsset
from stories.document.walk import pictures_of
from stories.models import Film, FilmVersion

Places = list[tuple[str, int]]
LinkMaker = Callable[[int, str, str, Places], dict]


def pictures_in(document: StoryDocument) -> Iterator[ImageAsset]:
    """Every picture of a document, also those of single channels, of films and products; one may come twice."""
    yield from (image for image, _block, _field in pictures_of(document))
    yield from (product.image for product in document.products if product.image)


def films_in(document: StoryDocument) -> Iterator[VideoAsset]:
    if document.video:
        yield document.video
    for block in document.body:
        if block.kind == "video":
            yield block.video


def places_in(document: StoryDocument) -> Places:
    """Every `(placement, offer id)` that a product card of the document can need."""
    return [
        (block.id, offer.id)
        for block in document.body
        if isinstance(block, ProductCard) and (product := document.product(block.product))
        for offer in product.offers
        if not block.offers or offer.id in block.offers
    ]


class Resolver:
    """`links` is `commerce.links.links_for`, or `preview_links` where nothing may be written."""

    def __init__(self, document: StoryDocument, spec: ChannelSpec, links: LinkMaker) -> None:
        self.document = document
        self.spec = spec
        self._links = links

    def context(self, now: datetime) -> RenderContext:
        return RenderContext(
            site_name=settings.WAGTAIL_SITE_NAME,
            site_url=settings.SITE_URL,
            now=now,
            rendition=self.rendition,
            film=self.film,
            qr=self.qr,
            link=self.link,
        )

    def rendition(self, image: ImageAsset, crop: str) -> Asset:
        """Raises KeyError for a crop the spec does not name, `AssetError` where it cannot be made."""
        rule = self.spec.crops[crop]
        source, recipe = rendered_assets.picture_source(image), rendered_assets.picture_recipe(image, rule)
        return self._asset(
            source, recipe, lambda: rendered_assets.make_picture(image, self._photos.get(image.key), rule)
        )

    def film(self, video: VideoAsset, recipe: str) -> Asset:
        """The upload (`original`), or a version of it. Raises KeyError for a version that the document does not have."""
        key = (rendered_assets.film_source(video), rendered_assets.film_recipe(video, recipe))
        if key not in self._made:
            self._made[key] = self._kept_film(video, recipe)
        return as_asset(self._made[key])

    def _kept_film(self, video: VideoAsset, recipe: str) -> RenderedAsset:
        version = video.version(recipe)
        if version is None:
            return rendered_assets.keep_film(video, self._films.get(video.key))
        return rendered_assets.keep_version(video, version, self._versions.get(version.key))

    def qr(self, url: str) -> Asset:
        return self._asset(
            rendered_assets.qr_source(url), rendered_assets.QR_RECIPE, lambda: rendered_assets.make_qr(url)
        )

    def link(self, offer: OfferSnapshot, placement: str) -> PurchaseRef:
        place = (placement, offer.id)
        if place not in self._purchase_links:
            # A placement of the adapter's own, such as the one source address of an article.
            self._purchase_links |= self._asked([place])
        found = self._purchase_links[place]
        return PurchaseRef(code=found.code, url=found.url)

    def _asset(self, source: str, recipe: str, make: Callable[[], rendered_assets.Made]) -> Asset:
        if (source, recipe) not in self._made:
            self._made[source, recipe] = rendered_assets.keep(source, recipe, make())
        return as_asset(self._made[source, recipe])

    def _asked(self, places: Places) -> dict:
        return self._links(self.document.story_id, self.spec.key, self.spec.code, places)

    @cached_property
    def _purchase_links(self) -> dict:
        return self._asked(places_in(self.document))

    @cached_property
    def _made(self) -> dict[tuple[str, str], RenderedAsset]:
        sources = {rendered_assets.picture_source(image) for image in pictures_in(self.document)}
        sources |= {rendered_assets.film_source(video) for video in films_in(self.document)}
        addresses = {link.url for link in self._purchase_links.values()} | {self.document.url}
        addresses |= {product.check_url for product in self.document.products}
        sources |= {rendered_assets.qr_source(address) for address in addresses}
        return {(row.source, row.recipe): row for row in RenderedAsset.objects.filter(source__in=sources)}

    @cached_property
    def _photos(self) -> dict[str, Photo]:
        return _by_key(Photo, "photo", {image.key for image in pictures_in(self.document)})

    @cached_property
    def _films(self) -> dict[str, Film]:
        return _by_key(Film, "film", {video.key for video in films_in(self.document)})

    @cached_property
    def _versions(self) -> dict[str, FilmVersion]:
        keys = {version.key for video in films_in(self.document) for version in video.versions}
        return _by_key(FilmVersion, "version", keys)


def _by_key(model, prefix: str, keys: set[str]) -> dict:
    ids = [int(key.removeprefix(f"{prefix}-")) for key in keys if key.startswith(f"{prefix}-")]
    return {f"{prefix}-{row.pk}": row for row in model.objects.filter(pk__in=ids)}


def as_asset(row: RenderedAsset) -> Asset:
    return Asset(
        name=row.name,
        url=urljoin(f"{settings.SITE_URL}/", row.file.url),
        sha256=row.sha256,
        bytes=row.bytes,
        media_type=row.media_type,
        role="",
        width=row.width,
        height=row.height,
    )
