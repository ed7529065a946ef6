"""The calendar of the desk: a month of what goes out, comes down and is let through to channels."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from products.admin.pages import GuardedPage
from stories.crumbs import STORIES
from stories.desk.lists import editable_stories
from stories.schedule import Coming, upcoming
from stories.story_scope import works_on_stories

KINDS = {
    "live": gettext_lazy("Goes out"),
    "expire": gettext_lazy("Comes down"),
    "embargo": gettext_lazy("Goes to channels"),
}
# Months whose first and last week lie within what `date` knows, here and in UTC.
FIRST_YEAR, LAST_YEAR = 1970, 9000


@dataclass(frozen=True, slots=True)
class Entry:
    coming: Coming
    kind: str


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    in_month: bool
    is_today: bool
    entries: list[Entry]


def weeks_of(month: date, coming: list[Coming], today: date) -> list[list[Day]]:
    """Whole weeks from Monday on that hold `month`, each entry on its day of local time."""
    by_day: dict[date, list[Entry]] = {}
    for one in coming:
        by_day.setdefault(timezone.localtime(one.when).date(), []).append(Entry(one, str(KINDS[one.kind])))
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    return [[Day(day, day.month == month.month, day == today, by_day.get(day, [])) for day in week] for week in weeks]


def month_from(text: str, today: date) -> date:
    """The first day of a month written like 2026-11; of this month where it is written otherwise."""
    try:
        month = datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        month = today.replace(day=1)
    return month if FIRST_YEAR <= month.year <= LAST_YEAR else today.replace(day=1)


class CalendarView(GuardedPage, TemplateView):
    is_for = staticmethod(works_on_stories)
    http_method_names = ["get", "head"]
    template_name = "stories/admin/calendar.html"
    page_title = gettext_lazy("Calendar")
    header_icon = "calendar"
    above = (STORIES,)

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        month = month_from(self.request.GET.get("month", ""), today)
        days = [day for week in calendar.Calendar().monthdatescalendar(month.year, month.month) for day in week]
        coming = upcoming(_midnight(days[0]), _midnight(days[-1] + timedelta(days=1)))
        ids = {one.story.pk for one in coming}
        theirs = set(editable_stories(self.request.user).filter(pk__in=ids).values_list("pk", flat=True))
        weeks = weeks_of(month, [one for one in coming if one.story.pk in theirs], today)
        return super().get_context_data(
            month=month,
            before=month - timedelta(days=1),
            after=month + timedelta(days=31),
            is_this_month=month == today.replace(day=1),
            weeks=weeks,
            empty=not any(day.entries for week in weeks for day in week),
            **kwargs,
        )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
