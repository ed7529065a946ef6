"""The part of a document that is meant for single channels, read out of a page's stored blocks."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from stories.assets import image_asset
from stories.document import RATIOS, ChannelOverride, CoverChoice, Declarations, Waiver
from stories.gaps import finding
from stories.readiness import Finding
from stories.richtext import clean_text
from stories.sources import Sources, items, mapping, number


def photo_ids(*fields: Iterable[Mapping[str, Any]]) -> Iterator[int | None]:
    """Pictures that the blocks of `covers` and `channel_settings` name."""
    for blocks in fields:
        for block in blocks:
            value = mapping(block.get("value"))
            yield number(value.get("photo"))
            yield number(value.get("cover"))


def covers(blocks: Iterable[Mapping[str, Any]], sources: Sources, language: str) -> tuple[CoverChoice, ...]:
    """One picture for each shape; the last one wins."""
    found: dict[str, CoverChoice] = {}
    for block in blocks:
        value = mapping(block.get("value"))
        photo, ratio = sources.photos.get(number(value.get("photo")) or 0), value.get("ratio")
        if photo and ratio in RATIOS:
            found[ratio] = CoverChoice(ratio=ratio, image=image_asset(photo, language))
    return tuple(found[ratio] for ratio in RATIOS if ratio in found)


def overrides(blocks: Iterable[Mapping[str, Any]], sources: Sources, language: str) -> tuple[ChannelOverride, ...]:
    """What each channel shows of its own, the last of several."""
    found: dict[str, ChannelOverride] = {}
    for value in _of_kind(blocks, "override"):
        cover = sources.photos.get(number(value.get("cover")) or 0)
        channel = clean_text(value.get("channel"))
        if channel:
            found[channel] = ChannelOverride(
                channel=channel,
                title=clean_text(value.get("title")),
                summary=clean_text(value.get("summary")),
                cover=image_asset(cover, language) if cover else None,
                theme=clean_text(value.get("theme")),
                tags=tuple(dict.fromkeys(tag for tag in map(clean_text, items(value.get("tags"))) if tag)),
            )
    return tuple(sorted(found.values(), key=lambda override: override.channel))


def waivers(blocks: Iterable[Mapping[str, Any]]) -> tuple[Waiver, ...]:
    said = {clean_text(value.get("channel")): clean_text(value.get("reason")) for value in _of_kind(blocks, "waiver")}
    return tuple(
        Waiver(channel=channel, reason=reason) for channel, reason in sorted(said.items()) if channel and reason
    )


def targets(stored: object) -> tuple[str, ...]:
    chosen = stored if isinstance(stored, list) else []
    return tuple(sorted({clean_text(key) for key in chosen} - {""}))


def gaps(blocks: Iterable[Mapping[str, Any]], meant: tuple[str, ...]) -> list[Finding]:
    """A warning at each block for a channel that the story is not meant for; `meant` as in `targets`."""
    channels = ((block, clean_text(mapping(block.get("value")).get("channel"))) for block in blocks)
    return [
        finding("story.channel_not_meant", "warning", block=clean_text(block.get("id")), field="channel_settings")
        for block, channel in channels
        if meant and channel and channel not in meant
    ]


def declarations(page) -> Declarations:
    """Of a value that no document knows, the harmless one."""
    allowed = {name: Declarations.model_fields[name].annotation.__args__ for name in ("originality", "ai", "nature")}
    given = {name: getattr(page, name) for name in allowed if getattr(page, name) in allowed[name]}
    return Declarations(**given, source_author=clean_text(page.source_author), source_url=clean_text(page.source_url))


def _of_kind(blocks: Iterable[Mapping[str, Any]], kind: str) -> list[Mapping[str, Any]]:
    return [mapping(block.get("value")) for block in blocks if block.get("type") == kind]
