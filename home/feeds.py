"""Feeds of stories for readers: one list of entries, written as RSS 2.0, Atom 1.0 or JSON Feed 1.1.

An entry keeps its id whatever is edited, its address included.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, rfc3339_date

from home.languages import HREFLANG
from home.structured_data import absolute
from products.models import Photo
from products.pictures import JPEG_SIZE
from stories.models import StoryPage

ENTRIES = 30
JSON_FEED = "https://jsonfeed.org/version/1.1"
# The word in the address → its media type.
MEDIA_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Picture:
    url: str
    bytes: int
    media_type: str = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    url: str
    title: str
    summary: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    published: datetime
    updated: datetime
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Feed:
    """Addresses are absolute; `url` is the page that shows the same, `own` the feed's own."""

    title: str
    description: str
    url: str
    own: str
    language: str
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=datetime(2000, 1, 1, tzinfo=UTC))

    def written(self, kind: str) -> str:
        """The feed as text; `kind` is a key of MEDIA_TYPES."""
        return self._json() if kind == "json" else self._xml(Atom1Feed if kind == "atom" else Rss201rev2Feed)

    def _xml(self, syndication: type) -> str:
        feed = syndication(
            title=self.title,
            link=self.url,
            description=self.description,
            language=HREFLANG[self.language],
            feed_url=self.own,
            feed_guid=self.own,
        )
        for entry in self.entries:
            enclosures = [Enclosure(entry.picture.url, str(entry.picture.bytes), entry.picture.media_type)]
            feed.add_item(
                title=entry.title,
                link=entry.url,
                description=entry.summary,
                unique_id=entry.id,
                unique_id_is_permalink=False,
                author_name="、".join(entry.authors) if self.language == "zh-hans" else ", ".join(entry.authors),
                pubdate=entry.published,
                updateddate=entry.updated,
                categories=entry.tags,
                enclosures=enclosures if entry.picture else [],
            )
        return feed.writeString("utf-8")

    def _json(self) -> str:
        data = {
            "version": JSON_FEED,
            "title": self.title,
            "description": self.description,
            "home_page_url": self.url,
            "feed_url": self.own,
            "language": HREFLANG[self.language],
            "items": [_json_item(entry, self.language) for entry in self.entries],
        }
        return json.dumps(data, ensure_ascii=False)


def entries_of(stories: Iterable[StoryPage]) -> list[Entry]:
    """Entries for stories of `home.shelves.stories`; five queries however many there are."""
    found = stories.select_related("locale").prefetch_related("authors", "tagged_items__tag")[:ENTRIES]
    return [_entry(story) for story in found]


def _entry(story: StoryPage) -> Entry:
    return Entry(
        id=f"urn:uuid:{uuid.uuid5(story.translation_key, story.locale.language_code)}",
        url=absolute(story.url),
        title=story.title,
        summary=story.summary,
        authors=tuple(str(author) for author in story.authors.all()),
        tags=tuple(item.tag.name for item in story.tagged_items.all()),
        published=story.first_published_at,
        updated=story.last_published_at or story.first_published_at,
        picture=_picture(story.cover),
    )


def _picture(photo: Photo | None) -> Picture | None:
    if photo is None:
        return None
    rendition = photo.get_renditions(JPEG_SIZE)[JPEG_SIZE]
    try:
        return Picture(absolute(rendition.url), rendition.file.size)
    except OSError:
        # A picture whose file is gone is left out; the story is not.
        return None


def _json_item(entry: Entry, language: str) -> dict:
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.summary or entry.title,
        "date_published": rfc3339_date(entry.published),
        "date_modified": rfc3339_date(entry.updated),
        "language": HREFLANG[language],
    }
    if entry.authors:
        item["authors"] = [{"name": name} for name in entry.authors]
    if entry.tags:
        item["tags"] = list(entry.tags)
    if entry.picture:
        item["image"] = entry.picture.url
    return item


def digest(feed: Feed) -> str:
    """What tells two states of a feed apart, in hex."""
    return hashlib.sha256(repr(feed).encode()).hexdigest()[:32]
