"""Photos and films as the document's references."""

from django.conf import settings

from products.models import Photo
from stories.document import FocalArea, ImageAsset, VideoAsset, VideoVersion
from stories.models.film_versions import FilmRecipe, FilmVersion, VersionState
from stories.models.films import Film


def image_asset(photo: Photo, language: str) -> ImageAsset:
    """The reference to a photo. Reads no file: measures and checksum were stored when it was saved."""
    focal = None
    if photo.has_focal_point():
        focal = FocalArea(
            x=photo.focal_point_x,
            y=photo.focal_point_y,
            width=photo.focal_point_width or 1,
            height=photo.focal_point_height or 1,
        )
    return ImageAsset(
        key=f"photo-{photo.pk}",
        sha256=photo.known_by,
        width=photo.width or 0,
        height=photo.height or 0,
        bytes=photo.file_size or 0,
        alt=photo.alt(language),
        credit=photo.credit,
        focal=focal,
    )


def video_asset(film: Film, language: str) -> VideoAsset:
    """The reference to a film; `film.poster` and `film.versions` must be loaded along with it."""
    # Those of an earlier file of the film are history. In the order of the recipes, for a stable digest.
    current = (row for row in film.versions.all() if row.source_sha256 == film.sha256)
    rows = sorted(current, key=lambda row: FilmRecipe.values.index(row.recipe))
    captions = ((code, file) for code, file in (("zh-hans", film.captions_zh), ("en", film.captions_en)) if file)
    return VideoAsset(
        key=f"film-{film.pk}",
        sha256=film.sha256,
        width=film.width or 0,
        height=film.height or 0,
        bytes=film.file_size or 0,
        duration_ms=round((film.duration or 0) * 1000),
        media_type=film.media_type,
        codec=film.codec,
        poster=image_asset(film.poster, language) if film.poster else None,
        captions=tuple((code, absolute(file.url)) for code, file in captions),
        versions=tuple(_version(row) for row in rows if row.state == VersionState.READY),
        preparing=tuple(row.recipe for row in rows if row.pending),
    )


def _version(row: FilmVersion) -> VideoVersion:
    return VideoVersion(
        recipe=row.recipe,
        key=f"version-{row.pk}",
        sha256=row.sha256,
        width=row.width,
        height=row.height,
        bytes=row.bytes,
        duration_ms=round(row.duration * 1000),
    )


def absolute(url: str) -> str:
    """The full address of a path on our own site; an address that is full already stays."""
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url
