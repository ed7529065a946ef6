"""Spans of days in China."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

# Nothing was sold before or will be after; the days around the ends of the calendar have no midnight in UTC.
EARLIEST, LATEST = date(1900, 1, 1), date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` to `end`, both days included; None is open."""

    start: date | None = None
    end: date | None = None

    def before(self) -> "Window | None":
        """As many days just before these; None where an end is open."""
        if self.start is None or self.end is None or not EARLIEST <= self.start <= self.end <= LATEST:
            return None
        last = self.start - timedelta(days=1)
        return Window(last - (self.end - self.start), last)

    def within(self, other: "Window | None") -> "Window | None":
        """The days that both have; None where these are none."""
        if other is None:
            return self
        starts = [day for day in (self.start, other.start) if day]
        ends = [day for day in (self.end, other.end) if day]
        both = Window(max(starts, default=None), min(ends, default=None))
        return None if both.start and both.end and both.start > both.end else both

    def days(self) -> dict[str, date]:
        """Filters for a column that holds days in China."""
        return {
            **({"day__gte": self.start} if self.start else {}),
            **({"day__lte": self.end} if self.end else {}),
        }

    def moments(self, column: str = "at") -> dict[str, datetime]:
        """Filters for a column that holds moments."""
        return {
            **({f"{column}__gte": _midnight(self.start)} if self.start else {}),
            **({f"{column}__lt": _midnight(self.end) + timedelta(days=1)} if self.end else {}),
        }


def _midnight(day: date) -> datetime:
    return datetime.combine(min(max(day, EARLIEST), LATEST), time(), tzinfo=timezone.get_default_timezone())
