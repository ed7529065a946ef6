"""The feed: cursors, what a reader gets, and withdrawals."""

import pytest
from django.core import signing
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from channels import editions, feed, followers
from channels.models import ChannelFeed, Edition, FeedEntry
from products.models import Verification
from tests.channels.factories import make_release, make_story, sold_product

pytestmark = pytest.mark.django_db


def release_stories(parent, product, count: int) -> list:
    stories = [make_story(parent, f"故事{number}") for number in range(count)]
    for story in stories:
        editions.make_editions(make_release(story, product).pk)
    return stories


def read_all(channel: str, limit: int = 2) -> list[FeedEntry]:
    row = ChannelFeed.objects.get(channel=channel)
    entries, cursor, more = [], "", True
    while more:
        page = feed.read(row, cursor, limit)
        entries += [entry for _cursor, entry in page.entries]
        cursor, more = page.next, page.more
    return entries


def withdraw(product) -> None:
    Verification.objects.filter(pk=product.current_verification_id).update(state="withdrawn")
    product.current_verification.refresh_from_db()
    with transaction.atomic():
        followers.verification_ended(product=product, verification=product.current_verification)


def test_pages_hold_every_story_once_oldest_first(two_channels, stories_zh, product):
    stories = release_stories(stories_zh, product, 5)
    assert [entry.story_id for entry in read_all("small-one")] == [story.pk for story in stories]


def test_reading_on_from_the_end_gives_nothing_and_a_cursor_that_goes_on(two_channels, stories_zh, product):
    release_stories(stories_zh, product, 1)
    row = ChannelFeed.objects.get(channel="small-one")
    end = feed.read(row, "", 10).next
    page = feed.read(row, end, 10)
    assert (page.entries, page.next, page.more) == ([], end, False)
    [newcomer] = release_stories(stories_zh, product, 1)
    row.refresh_from_db()
    assert [entry.story_id for _cursor, entry in feed.read(row, end, 10).entries] == [newcomer.pk]


def test_what_was_overtaken_is_left_out(two_channels, stories_zh, product):
    first, second = release_stories(stories_zh, product, 2)
    editions.make_editions(make_release(first, product, text="新").pk)
    entries = read_all("small-one")
    assert [(entry.story_id, entry.version) for entry in entries] == [(second.pk, 1), (first.pk, 2)]


def test_whoever_read_along_ends_with_the_same_state(two_channels, stories_zh, product):
    """Reading in pages of one between the changes, or everything at the end: the same stories stand."""
    row = feed.row_of("small-one")
    standing: dict[int, int] = {}
    cursor = ""

    def read_along():
        nonlocal cursor
        row.refresh_from_db()
        page = feed.read(row, cursor, 1)
        cursor = page.next
        apply(standing, [entry for _cursor, entry in page.entries])

    def apply(state, entries):
        for entry in entries:
            if entry.op == "upsert":
                state[entry.story_id] = entry.version
            else:
                state.pop(entry.story_id, None)

    other = sold_product()
    first, _second, third = release_stories(stories_zh, product, 3)
    read_along()
    editions.make_editions(make_release(first, other, text="二").pk)
    read_along()
    withdraw(product)
    for _step in range(5):
        read_along()
    afresh: dict[int, int] = {}
    apply(afresh, read_all("small-one"))
    assert standing == afresh == {first.pk: 2}
    assert third.pk not in standing


def test_withdrawal_reaches_every_story_and_channel(two_channels, stories_zh, product):
    other = sold_product()
    carrying = release_stories(stories_zh, product, 3)
    [unconcerned] = release_stories(stories_zh, other, 1)
    withdraw(product)
    for channel in ("small-one", "small-two"):
        entries = {entry.story_id: entry for entry in read_all(channel)}
        assert {story.pk: entries[story.pk].op for story in carrying} == dict.fromkeys(
            (story.pk for story in carrying), "withdraw"
        )
        assert entries[carrying[0].pk].reason == "verification_withdrawn"
        assert entries[unconcerned.pk].op == "upsert"
        numbers = FeedEntry.objects.filter(channel=channel).values_list("number", flat=True)
        assert list(numbers) == list(range(1, 8))
        assert ChannelFeed.objects.get(channel=channel).last_number == 7
    states = Edition.objects.filter(release__carried__product=product).values_list("state", "current")
    assert set(states) == {("withdrawn", False)}


def test_withdrawal_takes_as_many_queries_for_fifty_stories_as_for_five(two_channels, stories_zh, product):
    counts = []
    for stories in (5, 50):
        fresh = sold_product()
        release_stories(stories_zh, fresh, stories)
        with CaptureQueriesContext(connection) as queries:
            withdraw(fresh)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_withdrawing_twice_adds_nothing(two_channels, stories_zh, product):
    release_stories(stories_zh, product, 2)
    withdraw(product)
    before = FeedEntry.objects.count()
    withdraw(product)
    assert FeedEntry.objects.count() == before


def test_a_withdrawal_rolled_back_leaves_no_trace(two_channels, stories_zh, product):
    release_stories(stories_zh, product, 2)
    with transaction.atomic():
        followers.verification_ended(product=product, verification=product.current_verification)
        transaction.set_rollback(True)
    assert not FeedEntry.objects.filter(op="withdraw").exists()
    assert ChannelFeed.objects.get(channel="small-one").last_number == 2


def test_a_story_taken_down_is_withdrawn(two_channels, stories_zh, product):
    gone, stays = release_stories(stories_zh, product, 2)
    with transaction.atomic():
        followers.story_taken_down(story=gone, reason="unpublished")
    ops = {entry.story_id: entry.op for entry in read_all("small-two")}
    assert ops == {gone.pk: "withdraw", stays.pk: "upsert"}


def test_cursors_of_others_are_dead(two_channels, stories_zh, product):
    release_stories(stories_zh, product, 1)
    one, two = (ChannelFeed.objects.get(channel=key) for key in ("small-one", "small-two"))
    foreign = feed.read(two, "", 10).next
    beyond = feed.cursor_for(one, 99)
    forged = signing.Signer(salt="other").sign_object([one.channel, one.epoch, 1])
    for cursor in (foreign, beyond, forged, "1", "x:y", "你好", "a" * 300):
        with pytest.raises(feed.DeadCursor):
            feed.read(one, cursor, 10)


def test_a_new_epoch_makes_cursors_dead(two_channels, stories_zh, product):
    release_stories(stories_zh, product, 1)
    row = ChannelFeed.objects.get(channel="small-one")
    cursor = feed.read(row, "", 10).next
    feed.start_new_epoch()
    row.refresh_from_db()
    with pytest.raises(feed.DeadCursor):
        feed.read(row, cursor, 10)
    assert len(feed.read(row, "", 10).entries) == 1


def test_locking_outside_a_transaction_is_refused(two_channels, transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        feed.lock(["small-one"])
