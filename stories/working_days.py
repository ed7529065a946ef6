"""Days on which somebody is at the desk: Monday to Friday. Public holidays are not known here."""

from datetime import date, timedelta

from django.conf import settings


def due_day(start: date) -> date:
    """The day by which a review that was asked for on `start` is due (`REVIEW_WORKING_DAYS`)."""
    day, left = start, settings.REVIEW_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
