"""Losses of the editions that stand now or were made lately, summed per channel."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from channels.contract import LossWeight
from channels.models import Edition

WEIGHTS: tuple[LossWeight, ...] = ("heavy", "medium", "light")


@dataclass(frozen=True, slots=True)
class LossSum:
    """How often a loss happened on a channel, and in how many editions."""

    channel: str
    code: str
    weight: str
    times: int
    editions: int


@dataclass(frozen=True, slots=True)
class LossOfStory:
    """One loss in one edition."""

    edition: Edition
    weight: str
    what: str


def editions_in(days: int) -> QuerySet[Edition]:
    """Those that stand on a channel now (`days` 0), or that were made in so many days."""
    if not days:
        return Edition.objects.filter(current=True)
    return Edition.objects.filter(created_at__gte=timezone.now() - timedelta(days=days)).exclude(envelope="")


def sums(found: QuerySet[Edition], weight: str = "") -> list[LossSum]:
    """By channel, the heaviest first, then the most frequent; one query, read row by row."""
    times: Counter[tuple[str, str, str]] = Counter()
    editions: Counter[tuple[str, str, str]] = Counter()
    for channel, losses in found.order_by().values_list("channel", "losses").iterator(chunk_size=500):
        keys = [(channel, loss["code"], loss["weight"]) for loss in losses if not weight or loss["weight"] == weight]
        times.update(keys)
        editions.update(set(keys))
    rows = [LossSum(*key, count, editions[key]) for key, count in times.items()]
    return sorted(rows, key=lambda row: (row.channel, WEIGHTS.index(row.weight), -row.times, row.code))


def of_code(found: QuerySet[Edition], channel: str, code: str) -> Iterator[LossOfStory]:
    """Every loss of one kind on one channel, newest edition first."""
    rows = found.filter(channel=channel).select_related("story", "release").order_by("-pk")
    for edition in rows.defer("envelope", "findings", "release__document").iterator(chunk_size=500):
        for loss in edition.losses:
            if loss["code"] == code:
                yield LossOfStory(edition, loss["weight"], loss["what"])
