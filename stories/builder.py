"""The only reader of the database that makes a document out of a story page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from stories import correction_notes, embargoes, for_channels
from stories.assets import image_asset, video_asset
from stories.body import convert
from stories.document import Person, StoryDocument
from stories.links import page_url
from stories.readiness import Finding
from stories.richtext import clean_text
from stories.snapshots import product_snapshots
from stories.sources import load

LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True, slots=True)
class Built:
    """`gaps` are what the page lacks or what could not be kept, in the order of the story."""

    document: StoryDocument
    gaps: list[Finding]


def build_document(page) -> Built:
    """Make the document of a `StoryPage` as it stands in memory: live, a revision, or unsaved form state.

    Works on half-filled drafts and never raises for their sake. The same content gives the same
    digest. The number of queries depends on the kinds of blocks, not on how many there are.
    """
    language = language_of(page)
    blocks = stored_blocks(page.body)
    covers, settings = stored_blocks(page.covers), stored_blocks(page.channel_settings)
    photo_ids = [page.cover_id, *for_channels.photo_ids(covers, settings)]
    sources = load(blocks, photo_ids=photo_ids, film_ids=[page.video_id])
    body = convert(blocks, sources, language, page.pk or 0)
    cover = sources.photos.get(page.cover_id or 0)
    video = sources.films.get(page.video_id or 0)
    records = [sources.products[pk] for pk in body.product_ids]
    document = StoryDocument(
        story_id=page.pk or 0,
        translation_key=str(page.translation_key),
        language=language,
        form=page.form if page.form in ("article", "pictures", "video") else "article",
        title=clean_text(page.title),
        summary=clean_text(page.summary),
        category=clean_text(page.category),
        tags=tuple(sorted(clean_text(tag.name) for tag in page.tags.all())),
        authors=people(page.authors.all(), language),
        cover=image_asset(cover, language) if cover else None,
        video=video_asset(video, language) if video else None,
        body=tuple(body.blocks),
        products=tuple(product_snapshots(records, language).values()) if records else (),
        url=page_url(page) if page.pk and page.path else "",
        targets=for_channels.targets(page.targets),
        covers=for_channels.covers(covers, sources, language),
        overrides=for_channels.overrides(settings, sources, language),
        waivers=for_channels.waivers(settings),
        declarations=for_channels.declarations(page),
        embargoes=embargoes.of_blocks(settings),
    )
    gaps = [*body.gaps, *for_channels.gaps(settings, document.targets), *correction_notes.gaps(page)]
    return Built(document, [*gaps, *embargoes.gaps(page, document.embargoes)])


def language_of(page) -> str:
    """The document's language: that of the page's tree, Chinese where it has none yet."""
    code = page.locale.language_code if page.locale_id else ""
    return code if code in LANGUAGES else LANGUAGES[0]


def stored_blocks(body) -> list[Mapping[str, Any]]:
    """The blocks of a StreamField value as they are stored, whatever state it is in."""
    return [block for block in body.raw_data if isinstance(block, Mapping)] if body else []


def people(users, language: str) -> tuple[Person, ...]:
    """The people of a queryset in the order of their accounts; one query, or two where they are in memory only."""
    named = sorted(users.select_related("organisation"), key=lambda user: user.pk)
    prefetch_related_objects(named, "organisation")
    return tuple(
        Person(
            username=user.get_username(),
            name=user.display_name(language),
            organisation=user.organisation.name(language) if user.organisation else "",
        )
        for user in named
    )
