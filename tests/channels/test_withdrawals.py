"""The withdrawal board, what it is made of, and who may see it."""

import csv
import io
import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from channels import editions, feed, followers, receipts, withdrawals
from channels.models import FeedFetch
from products.models import Verification
from stories import reissue
from stories.models import Release, StoryKill
from tests.channels.factories import hold, make_release, sold_product
from tests.channels.http import FEED
from tests.channels.test_feed import release_stories, withdraw

pytestmark = pytest.mark.django_db

START = timezone.now().replace(microsecond=0)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def answers(channel: str = "small-one") -> list[withdrawals.Answer]:
    found = withdrawals.rows(withdrawals.by_story(withdrawals.tombstones()))
    return [row.answers[channel] for row in found]


# What the channel fetched


def test_asking_for_what_comes_after_shows_what_was_fetched(get, released, product, clock):
    after = get(FEED).json()["next"]
    assert not FeedFetch.objects.exists(), "whoever asks from the start says nothing of what they have"
    get(f"{FEED}?after={after}")
    withdraw(product)
    clock.shift(timedelta(minutes=5))
    after = get(f"{FEED}?after={after}").json()["next"]
    assert answers()[0].fetched is None, "handed out is not yet received"
    clock.shift(timedelta(minutes=5))
    get(f"{FEED}?after={after}")
    assert [answer.fetched for answer in answers()] == [START + timedelta(minutes=10)] * 3
    assert answers("small-two")[0].fetched is None


def test_only_a_cursor_that_reads_further_costs_a_query(get, released, product):
    """A poll that reads further is written down and its page put together; every other finds the page kept."""
    after = get(FEED).json()["next"]
    counts = []
    for _poll in range(3):
        with CaptureQueriesContext(connection) as queries:
            get(f"{FEED}?after={after}")
        counts.append(len(queries))
    assert counts == [3, 1, 1]
    assert FeedFetch.objects.count() == 1


def test_an_older_cursor_takes_nothing_back(get, released, product, clock):
    first = get(f"{FEED}?limit=1").json()["next"]
    last = get(FEED).json()["next"]
    for after in (last, first, last):
        assert get(f"{FEED}?after={after}").status_code == 200
    assert FeedFetch.objects.get().number == 3


def test_a_dead_cursor_is_no_fetch(get, released):
    get(f"{FEED}?after=made-up")
    assert not FeedFetch.objects.exists()


def test_the_first_of_two_at_once_counts(two_channels, released):
    row = feed.row_of("small-one")
    feed.note_fetch(row, 2)
    feed.note_fetch(row, 2)
    assert FeedFetch.objects.count() == 1


# What the channel confirmed


def removed(story, version: int = 1, channel: str = "small-one"):
    return receipts.record(channel, story_id=story.pk, version=version, state="removed")


def test_a_withdrawn_version_can_be_reported_as_removed(client, secret, released, product):
    withdraw(product)
    body = {"story_id": released[0].pk, "version": 1, "state": "removed"}
    answer = client.post(
        "/api/v1/channels/small-one/receipts",
        json.dumps(body),
        content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 201


def test_a_report_of_removal_confirms_and_says_how_long_it_took(released, product, clock):
    withdraw(product)
    clock.shift(timedelta(minutes=7))
    removed(released[0])
    first, *others = answers()
    assert first.took == timedelta(minutes=7)
    assert not first.is_open
    assert all(answer.is_open for answer in others)
    assert withdrawals.tombstones().filter(withdrawals.waiting()).count() == 5


def test_a_report_for_an_earlier_version_confirms_nothing(two_channels, story, product, clock):
    editions.make_editions(make_release(story, product, text="一").pk)
    editions.make_editions(make_release(story, product, text="二").pk)
    withdraw(product)
    removed(story, 1)
    assert answers()[0].is_open
    removed(story, 2)
    assert not answers()[0].is_open


def test_a_channel_that_had_taken_it_down_before_took_no_time(released, product, clock):
    removed(released[0])
    clock.shift(timedelta(hours=1))
    withdraw(product)
    assert answers()[0].took == timedelta()


def test_after_a_day_it_is_overdue(released, product, clock):
    withdraw(product)
    clock.shift(timedelta(hours=24))
    assert not answers()[0].is_overdue
    clock.shift(timedelta(seconds=1))
    assert answers()[0].is_overdue
    assert withdrawals.tombstones().filter(withdrawals.overdue()).count() == 6


def test_a_story_that_is_back_waits_for_nothing(two_channels, story, product):
    editions.make_editions(make_release(story, product).pk)
    withdraw(product)
    hold(product)
    reissue.reissue()
    editions.make_editions(Release.objects.latest("pk").pk)
    [answer] = answers()
    assert (answer.back, answer.is_open) == (True, False)
    assert not withdrawals.tombstones().filter(withdrawals.waiting()).exists()


def test_unpublishing_is_no_end_of_a_verification(two_channels, story, product):
    editions.make_editions(make_release(story, product).pk)
    with transaction.atomic():
        followers.story_taken_down(story=story, reason="unpublished")
    assert not withdrawals.tombstones().exists()


def test_a_story_taken_down_for_good_is_on_the_board_and_in_the_export(as_role, two_channels, people, story, product):
    editions.make_editions(make_release(story, product).pk)
    with transaction.atomic():
        StoryKill.objects.create(story=story, by=people["editor"], at=START, reason="照片系伪造")
        followers.story_taken_down(story=story, reason="killed")
    [row] = withdrawals.rows(withdrawals.by_story(withdrawals.tombstones()))
    assert (row.verification, row.kill.reason, set(row.answers)) == (None, "照片系伪造", {"small-one", "small-two"})
    client = as_role("operator")
    page = client.get(reverse(BOARD))
    assert "照片系伪造" in page.content.decode()
    assert page.context["figures"]["waiting"] == 2
    removed(story)
    assert answers()[0].confirmed
    _heading, *lines = csv.reader(io.StringIO(b"".join(client.get(reverse(BOARD), {"export": "csv"})).decode()))
    assert [(line[0], line[2]) for line in lines] == [("", story.title)] * 2


# The board


BOARD = "withdrawals:index"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("operator", 200),
        ("confirmer", 200),
        ("admin", 200),
        ("recommender", 302),
        ("inspector", 302),
        ("author", 302),
        ("editor", 302),
        ("analyst", 302),
    ],
)
def test_who_may_look(as_role, role, status):
    client = as_role(role)
    assert client.get(reverse(BOARD)).status_code == status
    assert client.get(reverse("withdrawals:index_results")).status_code == status
    assert client.get(reverse(BOARD), {"export": "csv"}).status_code == status


def test_it_shows_story_by_channel(as_role, released, product, clock):
    withdraw(product)
    clock.shift(timedelta(hours=30))
    removed(released[0])
    page = as_role("operator").get(reverse(BOARD), headers={"accept-language": "en"})
    table = page.context["table"]
    assert [column.channel for column in list(table.columns.values())[1:]] == ["small-one", "small-two"]
    assert page.context["figures"] == {"told": 6, "waiting": 5, "overdue": 5}
    text = page.content.decode()
    for story in released:
        assert story.title in text
    assert product.code in text


def test_filters(as_role, released, product, stories_zh, two_channels, clock):
    other = sold_product()
    [story] = release_stories(stories_zh, other, 1)
    withdraw(product)
    withdraw(other)
    for told in released:
        removed(told)
        removed(told, channel="small-two")
    client = as_role("operator")

    def shown(**filters):
        return [pair["story_id"] for pair in client.get(reverse(BOARD), filters).context["object_list"]]

    assert len(shown()) == 4
    assert shown(product=other.pk) == [story.pk]
    assert shown(only="waiting") == [story.pk]
    assert shown(only="overdue") == []
    assert len(shown(channel="small-two")) == 4
    assert shown(product=other.pk, channel="small-two", only="waiting") == [story.pk]


def test_export_has_one_line_per_story_and_channel_and_no_formula(as_role, released, product, clock):
    story = released[0]
    story.title = "=HYPERLINK(1)"
    story.save(update_fields=["title"])
    withdraw(product)
    clock.shift(timedelta(minutes=3))
    removed(story)
    client = as_role("operator")
    answer = client.get(reverse(BOARD), {"export": "csv"})
    heading, *lines = csv.reader(io.StringIO(b"".join(answer).decode()))
    assert len(lines) == 6
    assert len(heading) == len(lines[0]) == 9
    assert {line[2] for line in lines if "HYPERLINK" in line[2]} == {"'=HYPERLINK(1)"}
    assert sum(bool(line[7]) and line[7] != "None" for line in lines) == 1
    assert client.get(reverse(BOARD), {"export": "xlsx"}).status_code == 200


def test_a_story_held_back_is_listed(as_role, two_channels, story, product):
    editions.make_editions(make_release(story, product).pk)
    withdraw(product)
    hold(product)
    page = as_role("operator").get(reverse(BOARD))
    assert [release.story_id for release in page.context["held_back"]] == [story.pk]


def test_as_many_queries_for_thirty_stories_as_for_two(as_role, two_channels, stories_zh):
    client = as_role("operator")
    client.get(reverse(BOARD))
    counts = []
    for number in (2, 30):
        product = sold_product()
        release_stories(stories_zh, product, number)
        withdraw(product)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(BOARD))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_what_the_nightly_healing_took_down_is_on_the_board(two_channels, story, product):
    from channels.reconcile import reconcile

    editions.make_editions(make_release(story, product).pk)
    Verification.objects.filter(pk=product.current_verification_id).update(state="lapsed")
    reconcile()
    [row] = withdrawals.rows(withdrawals.by_story(withdrawals.tombstones()))
    assert row.verification.pk == product.current_verification_id
