"""A story in the words of schema.org: the article, its film and the way to it.

Search engines are told what the live release says, and nothing of a preview.
"""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext

from home.languages import HREFLANG
from home.structured_data import absolute
from products.models import Photo
from products.pictures import JPEG_SIZE
from stories.document import StoryDocument, VideoAsset
from stories.models import Film, StoryPage
from stories.models.releases import Release

# Search engines cut longer headlines.
LONGEST_HEADLINE = 110


def story_data(page: StoryPage, context: Mapping) -> list[dict]:
    """The Article, and the VideoObject of a film that leads it. `context` is that of `stories.public.reader_context`."""
    document: StoryDocument = context["document"]
    release: Release = context["release"]
    address = settings.SITE_URL + (page.url or "")
    cover = context["social_cover"] or document.cover
    pictures = _pictures(context["photos"].get(cover.key) if cover else None)
    article = {
        "@type": "Article",
        "@id": f"{address}#article",
        "mainEntityOfPage": address,
        "url": address,
        "headline": document.title[:LONGEST_HEADLINE],
        "inLanguage": HREFLANG[document.language],
        "datePublished": page.first_published_at.isoformat(),
        "dateModified": release.live_from.isoformat(),
        "author": [_person(author.name, author.organisation) for author in document.authors] or [publisher()],
        "publisher": publisher(),
        "isAccessibleForFree": True,
    }
    if document.summary:
        article["description"] = document.summary
    if pictures:
        article["image"] = pictures
    if document.tags:
        article["keywords"] = ", ".join(document.tags)
    if document.products:
        article["about"] = [{"@type": "Product", "name": product.name} for product in document.products]
    if document.corrections:
        article["correction"] = [note.what for note in document.corrections]
    film = context["films"].get(document.video.key) if document.video else None
    return [article] if film is None else [article, film_data(document, document.video, film, article)]


def film_data(document: StoryDocument, video: VideoAsset, film: Film, article: Mapping) -> dict:
    """The VideoObject of a story's own film; its length in the notation of ISO 8601."""
    data = {
        "@type": "VideoObject",
        "name": document.title[:LONGEST_HEADLINE],
        "description": document.summary or document.title,
        "uploadDate": article["datePublished"],
        "duration": f"PT{video.duration_ms / 1000:.3f}S",
        "contentUrl": absolute(film.source_url),
        "inLanguage": article["inLanguage"],
    }
    if thumbnails := _pictures(film.poster) or article.get("image"):
        data["thumbnailUrl"] = thumbnails
    return data


def publisher() -> dict:
    return {"@type": "Organization", "name": gettext("Fengshou"), "url": settings.SITE_URL}


def _person(name: str, organisation: str) -> dict:
    person: dict = {"@type": "Person", "name": name}
    if organisation:
        person["affiliation"] = {"@type": "Organization", "name": organisation}
    return person


def _pictures(photo: Photo | None) -> list[str]:
    if photo is None:
        return []
    return [absolute(photo.get_renditions(JPEG_SIZE)[JPEG_SIZE].url)]
