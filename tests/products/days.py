"""Days counted from today in China."""

from datetime import date, timedelta

from django.utils import timezone


def day(back: int) -> date:
    """The day `back` days ago; a negative number lies ahead."""
    return timezone.localdate() - timedelta(days=back)
