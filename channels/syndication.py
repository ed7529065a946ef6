"""RSS 2.0 and JSON Feed 1.1 of a channel's current editions, for readers that know nothing of our API.

An item keeps its id over all versions of the story; a withdrawn story is no item any more. Both are made of
the stored envelopes, newest first, and the HTML passes the channel's sanitiser once more on its way out.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Min, OuterRef, Subquery
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed, rfc3339_date
from django.utils.html import linebreaks

from channels import envelope
from channels.contract import Adapter
from channels.html.cleaning import cleaner_for
from channels.models import ChannelFeed, Edition
from stories.models import Release

# A reader of a feed looks at the newest; whoever wants all uses the channel's own feed.
ITEMS = 50
ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"


@dataclass(frozen=True, slots=True)
class Item:
    """One story. `image` and `film` are rows of the envelope's `assets`; times are aware."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    language: str
    author: str
    tags: tuple[str, ...]
    published: datetime
    updated: datetime
    image: dict[str, Any] | None
    film: dict[str, Any] | None


def items(adapter: Adapter) -> Iterator[Item]:
    """The newest current editions (one query), the latest change first."""
    versions = Release.objects.filter(story=OuterRef("story")).order_by().values("story")
    first = Subquery(versions.annotate(first=Min("live_from")).values("first"))
    rows = Edition.objects.filter(channel=adapter.key, current=True).select_related("release")
    rows = rows.defer("findings", "losses", "release__document").annotate(first=first)
    for edition in rows.order_by("-release__live_from", "-id")[:ITEMS]:
        yield _item(adapter.key, edition)


def _item(key: str, edition: Edition) -> Item:
    data = json.loads(edition.envelope)
    payload, story = data["payload"], data["story"]
    roles = {asset["role"]: asset for asset in reversed(data["assets"])}
    html = payload["content"] if "content" in payload else linebreaks(payload.get("desc", ""), autoescape=True)
    return Item(
        id=f"urn:fengshou:story:{story['id']}",
        url=payload.get("original_url", ""),
        title=payload["title"],
        summary=payload.get("summary") or payload.get("desc", ""),
        html=cleaner_for(key).clean(html),
        language="zh-Hans" if story["language"] == "zh-hans" else story["language"],
        author=story["author"],
        tags=tuple((payload.get("tag") or payload.get("tags", "")).split()),
        published=edition.first,  # type: ignore[attr-defined]
        updated=edition.release.live_from,
        image=roles.get("cover"),
        film=roles.get("video"),
    )


def state_tag(row: ChannelFeed, form: str) -> str:
    """Names the state of a feed without reading it: every change of an edition makes an entry."""
    return envelope.digest_of(f"{row.channel}\n{row.epoch}\n{row.last_number}\n{form}")[:32]


class _Rss(Rss201rev2Feed):
    """With the whole text, and the time of the last change."""

    def rss_attributes(self):
        return super().rss_attributes() | {"xmlns:content": CONTENT}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("content:encoded", item["html"])


def rss(adapter: Adapter, address: str) -> str:
    """The RSS text; `address` is the feed's own."""
    spec = adapter.spec
    feed = _Rss(
        title=f"{settings.WAGTAIL_SITE_NAME} · {spec.name_zh}",
        link=f"{settings.SITE_URL}/",
        description=spec.name_en,
        feed_url=address,
        ttl=60,
    )
    for item in items(adapter):
        enclosed = item.film or item.image
        media = "video/mp4" if item.film else "image/jpeg"
        feed.add_item(
            title=item.title,
            link=item.url,
            description=item.summary,
            unique_id=item.id,
            unique_id_is_permalink=False,
            author_name=item.author or None,
            categories=item.tags,
            pubdate=item.published,
            updateddate=item.updated,
            enclosures=[Enclosure(enclosed["url"], str(enclosed["bytes"]), media)] if enclosed else [],
            html=item.html,
        )
    return feed.writeString("utf-8")


def json_feed(adapter: Adapter, address: str) -> str:
    """The JSON Feed text; `address` is the feed's own."""
    spec = adapter.spec
    return envelope.as_text(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": f"{settings.WAGTAIL_SITE_NAME} · {spec.name_zh}",
            "home_page_url": f"{settings.SITE_URL}/",
            "feed_url": address,
            "items": [_json_item(item) for item in items(adapter)],
        }
    )


def _json_item(item: Item) -> dict[str, Any]:
    data: dict[str, Any] = {"id": item.id}
    if item.url:
        data["url"] = item.url
    data |= {
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        "language": item.language,
        "date_published": _moment(item.published),
        "date_modified": _moment(item.updated),
        "tags": list(item.tags),
    }
    if item.author:
        data["authors"] = [{"name": item.author}]
    if item.image:
        data["image"] = item.image["url"]
    if item.film:
        data["attachments"] = [{"url": item.film["url"], "mime_type": "video/mp4", "size_in_bytes": item.film["bytes"]}]
    return data


def _moment(value: datetime) -> str:
    return envelope.moment(value.astimezone(UTC))
