"""The calendar of the desk."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from stories import approval
from stories.desk.calendar import month_from, weeks_of
from stories.schedule import Coming
from tests.factories import OrganisationFactory, UserFactory
from tests.stories.factories import make_story

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 10, 4, tzinfo=UTC)
# An hour of the evening in UTC is the next day here.
LATE = datetime(2026, 11, 19, 20, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def planned(clock, people, stories_zh):
    story = make_story(stories_zh, people["author"], title="第一缕晨光", go_live_at=LATE)
    approval.submit(story, people["author"])
    approval.approve(story, people["editor"])
    return story


def days(answer) -> dict[date, list[str]]:
    return {
        day.day: [entry.coming.kind for entry in day.entries]
        for week in answer.context["weeks"]
        for day in week
        if day.entries
    }


def test_a_story_stands_on_its_day_here(client, people, planned):
    client.force_login(people["editor"])
    answer = client.get(reverse("story_calendar"))
    assert days(answer) == {date(2026, 11, 20): ["live"]}
    assert planned.title in answer.content.decode()
    assert days(client.get(reverse("story_calendar"), {"month": "2027-01"})) == {}


def test_only_what_one_may_edit(client, people, planned):
    stranger = UserFactory(username="stranger", organisation=OrganisationFactory(kind="author"))
    stranger.groups.set(people["author"].groups.all())
    client.force_login(stranger)
    assert days(client.get(reverse("story_calendar"))) == {}
    client.force_login(people["inspector"])
    assert client.get(reverse("story_calendar")).status_code in (302, 403)


def test_it_costs_the_same_however_much_is_planned(client, people, planned, stories_zh, django_assert_max_num_queries):
    client.force_login(people["editor"])
    client.get(reverse("story_calendar"))
    with django_assert_max_num_queries(60) as before:
        client.get(reverse("story_calendar"))
    for number in range(3):
        story = make_story(stories_zh, people["author"], title=f"more {number}", go_live_at=LATE)
        approval.submit(story, people["author"])
        approval.approve(story, people["editor"])
    with django_assert_max_num_queries(len(before.captured_queries)):
        client.get(reverse("story_calendar"))


@pytest.mark.parametrize("text", ["", "x", "2026-13", "0001-01", "9999-12", "2026-11-31", "\x00", "٢٠٢٦-١١x", "-1-1"])
def test_an_odd_month_is_this_month(client, people, site, text):
    today = date(2026, 11, 10)
    assert month_from(text, today) == date(2026, 11, 1)
    client.force_login(people["editor"])
    assert client.get(reverse("story_calendar"), {"month": text}).status_code == 200


def test_weeks_are_whole_and_begin_on_monday(people, stories_zh):
    story = make_story(stories_zh, people["author"])
    weeks = weeks_of(date(2026, 11, 1), [Coming(story, "expire", LATE)], date(2026, 11, 10))
    assert {len(week) for week in weeks} == {7}
    assert {week[0].day.weekday() for week in weeks} == {0}
    assert [day.day for week in weeks for day in week if day.is_today] == [date(2026, 11, 10)]
    assert not weeks[0][0].in_month
