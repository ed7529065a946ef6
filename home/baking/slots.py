"""The clock of baked pages: folders named after the time for which their files may be served.

Whoever serves, nginx too, looks into the folders of now, so that a file is never served after its time, whether
anybody removed it or not. Days are days in China, as seasons and verifications turn at midnight there.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache

from django.utils import timezone

_NAME = re.compile(r"\d{4}-\d\d-\d\d(T\d{3})?\Z")


def day(now: datetime | None = None) -> str:
    """Until midnight: `2026-11-29`."""
    return f"{timezone.localtime(now):%Y-%m-%d}"


def ten_minutes(now: datetime | None = None) -> str:
    """Until the next full ten minutes: `2026-11-29T154` ends at 15:50."""
    return f"{timezone.localtime(now):%Y-%m-%dT%H%M}"[:-1]


def current(now: datetime | None = None) -> tuple[str, str]:
    """The folders to look into, the longer one first."""
    return _of_minute(int((now or timezone.now()).timestamp()) // 60)


@lru_cache(4)
def _of_minute(minute: int) -> tuple[str, str]:
    """Hot: asked for every request."""
    now = datetime.fromtimestamp(minute * 60, UTC)
    return day(now), ten_minutes(now)


def is_slot(name: str) -> bool:
    return bool(_NAME.match(name))
