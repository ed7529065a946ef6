"""Channels that get a story later than the site: read out of a page's stored blocks."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from stories.channel_names import channels_of
from stories.document import Embargo
from stories.gaps import finding
from stories.readiness import Finding
from stories.richtext import clean_text
from stories.sources import mapping


def of_blocks(blocks: Iterable[Mapping[str, Any]]) -> tuple[Embargo, ...]:
    """One rule per channel, groups resolved; the later hour of several."""
    found: dict[str, datetime] = {}
    for block in blocks:
        value = mapping(block.get("value"))
        moment = _moment(value.get("not_before"))
        if block.get("type") != "embargo" or moment is None:
            continue
        for channel in channels_of(clean_text(value.get("channels"))):
            found[channel] = max(moment, found.get(channel, moment))
    return tuple(Embargo(channel=channel, not_before=moment) for channel, moment in sorted(found.items()))


def gaps(page, embargoes: tuple[Embargo, ...]) -> list[Finding]:
    """Hours that cannot be meant: after the story has expired, or before it is out at all."""
    found = []
    for moment in sorted({rule.not_before for rule in embargoes}):
        said = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
        if page.expire_at and moment >= page.expire_at:
            found.append(finding("story.embargo_after_expiry", field="channel_settings", what=said))
        elif page.go_live_at and moment < page.go_live_at:
            found.append(finding("story.embargo_before_live", "warning", field="channel_settings", what=said))
    return found


def _moment(stored: object) -> datetime | None:
    """A stored moment in UTC; None for anything else. Without a zone it is China time."""
    try:
        moment = parse_datetime(stored) if isinstance(stored, str) else stored
    except ValueError:
        return None
    if not isinstance(moment, datetime):
        return None
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment, timezone.get_default_timezone())
    return moment.astimezone(UTC)
