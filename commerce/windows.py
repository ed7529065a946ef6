"""Spans of days in China."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` to `end`, both days included; None is open."""

    start: date | None = None
    end: date | None = None

    def days(self) -> dict[str, date]:
        """Filters for a column that holds days in China."""
        return {
            **({"day__gte": self.start} if self.start else {}),
            **({"day__lte": self.end} if self.end else {}),
        }

    def moments(self) -> dict[str, datetime]:
        """Filters for a column that holds moments."""
        return {
            **({"at__gte": _midnight(self.start)} if self.start else {}),
            **({"at__lt": _midnight(self.end + timedelta(days=1))} if self.end else {}),
        }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())
