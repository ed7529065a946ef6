"""No reader ever misses an entry, however writers' transactions overlap. Only PostgreSQL can show it.

SQLite has one writer at a time; on PostgreSQL number 1 may commit after number 2, and a reader whose
cursor went past 2 would never see 1. The same scenario is run against a naive writer first, which must lose
entries: a test that cannot fail shows nothing.
"""

import itertools
import os
import random
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction
from django.db.models import Max
from django.utils import timezone

from channels import editions, feed
from channels.models import ChannelFeed, Edition, FeedEntry
from tests.carried import carry
from tests.channels.factories import hold, make_release, make_story
from tests.factories import OfferFactory, ProductFactory, UserFactory

# 8 × 500 takes a minute and a half; `FEED_GAP_WRITES=500` asks for it.
WRITERS, WRITES = 8, int(os.environ.get("FEED_GAP_WRITES", "25"))
LONGEST_PAUSE = 0.006


@pytest.fixture
def postgres(transactional_db):
    if connection.vendor != "postgresql":
        reason = "PostgreSQL is needed: set DATABASE_URL"
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def tree(postgres):
    from cms.site_setup import ensure_site
    from stories.models import StoryIndexPage

    ensure_site()
    return StoryIndexPage.objects.get(locale__language_code="zh-hans")


@pytest.fixture
def stories(tree):
    """Ids; a story of its own for each change, as readers get the newest entry of each."""
    editor = UserFactory(username="gaps")
    product = ProductFactory(photo=None)
    OfferFactory(product=product)
    return carry(hold(product), tree, WRITERS * WRITES, editor, channels=())


def properly(story_id: int) -> None:
    row = feed.lock(["small-one"])["small-one"]
    row.last_number += 1
    row.save(update_fields=["last_number"])
    _write(story_id, row.last_number)


def naively(story_id: int) -> None:
    """A number from a sequence, as an auto-increment key gives it: unique, but not in the order of commits."""
    _write(story_id, next(_sequence))


_sequence = itertools.count(1)


def _write(story_id: int, number: int) -> None:
    FeedEntry.objects.create(
        channel="small-one", number=number, op="withdraw", story_id=story_id, version=number, at=timezone.now()
    )


class Readers:
    """Three who follow the feed as channels do, by signed cursors and in pages; `seen` holds each one's numbers."""

    def __init__(self, count: int = 3) -> None:
        self.seen: list[list[int]] = [[] for _reader in range(count)]

    def read_along(self, place: int, done: threading.Event) -> None:
        row = ChannelFeed(channel="small-one", epoch="e")
        after = ""
        while True:
            last_round = done.is_set()
            # What the row said is what a reader's cursor is held against; the naive writer keeps none.
            row.last_number = 2**40
            page = feed.read(row, after, limit=100)
            self.seen[place] += [entry.version for _cursor, entry in page.entries]
            after = page.next
            if last_round and not page.more:
                return
            time.sleep(0.002 * (place + 1))


class Writers:
    """`WRITERS` at once, each with `WRITES` changes: one in four is taken back, and the first transaction of all
    stays open until half of the others' are through."""

    def __init__(self, write: Callable[[int], None], story_ids: list[int], hold_open: float) -> None:
        self.write, self.stories, self.hold_open = write, story_ids, hold_open

    def work(self, number: int) -> None:
        pace = random.Random(number)
        for turn in range(WRITES):
            with transaction.atomic():
                self.write(self.stories[number * WRITES + turn])
                # Between the entry and its commit: here numbers and commits part.
                time.sleep(self.hold_open if (number, turn) == (0, 0) else pace.uniform(0, LONGEST_PAUSE))
                if turn and pace.random() < 0.25:
                    transaction.set_rollback(True)


def run(write: Callable[[int], None], story_ids: list[int], hold_open: float) -> tuple[set[int], list[list[int]]]:
    """Let all write and read at once; return the numbers that were committed, and what each reader saw."""
    done, failures = threading.Event(), []
    readers, writers = Readers(), Writers(write, story_ids, hold_open)

    def guarded(work: Callable, *args) -> None:
        try:
            work(*args)
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    reading = [
        threading.Thread(target=guarded, args=(readers.read_along, place, done)) for place in range(len(readers.seen))
    ]
    writing = [threading.Thread(target=guarded, args=(writers.work, number)) for number in range(WRITERS)]
    for thread in (*reading, *writing):
        thread.start()
    for thread in writing:
        thread.join(timeout=300)
    done.set()
    for thread in reading:
        thread.join(timeout=60)
    if failures:
        raise failures[0]
    return set(FeedEntry.objects.values_list("version", flat=True)), readers.seen


@pytest.mark.postgres
def test_numbers_under_the_lock_lose_none_where_plain_ones_do(stories):
    committed, seen = run(naively, stories, hold_open=0.4)
    assert all(set(numbers) < committed for numbers in seen), "the naive form must be seen to fail"
    FeedEntry.objects.all().delete()
    feed.row_of("small-one")
    committed, seen = run(properly, stories, hold_open=0.4)
    assert len(committed) > WRITERS * WRITES // 2
    for numbers in seen:
        assert numbers == sorted(committed), "each reader has all, once and in order"
    assert sorted(committed) == list(range(1, len(committed) + 1)), "a rollback leaves no hole either"


@pytest.mark.postgres
def test_two_workers_with_the_same_release_make_one_edition(tree, two_channels):
    product = hold(ProductFactory())
    OfferFactory(product=product)
    releases = [make_release(make_story(tree, f"同时{number}"), product).pk for number in range(4)]
    at_once = threading.Barrier(3)
    failures: list[BaseException] = []

    def worker() -> None:
        try:
            for release in releases:
                at_once.wait(timeout=20)
                editions.make_editions(release)
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=worker) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failures == []
    assert Edition.objects.filter(state="ready", current=True).count() == 8
    for row in ChannelFeed.objects.all():
        assert row.last_number == 4
        assert FeedEntry.objects.filter(channel=row.channel).aggregate(top=Max("number"))["top"] == 4


@pytest.mark.postgres
def test_a_withdrawal_beside_a_worker_leaves_nothing_standing(tree, two_channels):
    """Whichever is first: an edition made before is withdrawn, one made after is not put out."""
    from channels import followers
    from products.models import Verification

    for _round in range(4):
        product = hold(ProductFactory())
        OfferFactory(product=product)
        release = make_release(make_story(tree, "撤回"), product)
        start = threading.Barrier(2)
        failures: list[BaseException] = []

        def guarded(work, start=start, failures=failures) -> None:
            try:
                start.wait(timeout=20)
                work()
            except BaseException as error:
                failures.append(error)
            finally:
                connections.close_all()

        def withdraw(product=product) -> None:
            with transaction.atomic():
                Verification.objects.filter(pk=product.current_verification_id).update(state="withdrawn")
                verification = Verification.objects.get(pk=product.current_verification_id)
                followers.verification_ended(product=product, verification=verification)

        def make(release=release) -> None:
            editions.make_editions(release.pk)

        threads = [threading.Thread(target=guarded, args=(work,)) for work in (withdraw, make)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert failures == []
        assert not Edition.objects.filter(release=release, current=True).exists()
        newest = FeedEntry.objects.filter(story=release.story).order_by("-number").first()
        assert newest is None or newest.op == "withdraw"
