"""No reader ever misses an entry, however writers' transactions overlap. Only PostgreSQL can show it.

SQLite has one writer at a time; on PostgreSQL number 1 may commit after number 2, and a reader whose
cursor went past 2 would never see 1. The same scenario is run against a naive writer first, which must lose
entries: a test that cannot fail shows nothing.
"""

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
from tests.channels.factories import hold, make_release, make_story
from tests.factories import OfferFactory, ProductFactory

WRITERS, WRITES = 4, 8


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
    return [make_story(tree, f"故事{number}").pk for number in range(WRITERS * WRITES)]


def properly(story_id: int) -> None:
    row = feed.lock(["small-one"])["small-one"]
    row.last_number += 1
    row.save(update_fields=["last_number"])
    _write(story_id, row.last_number)


_sequence = iter(range(1, 1_000_000))


def naively(story_id: int) -> None:
    """A number from a sequence, as an auto-increment key gives it: unique, but not in the order of commits."""
    _write(story_id, next(_sequence))


def _write(story_id: int, number: int) -> None:
    FeedEntry.objects.create(
        channel="small-one", number=number, op="withdraw", story_id=story_id, version=1, at=timezone.now()
    )


def run(write: Callable[[int], None], story_ids: list[int]) -> tuple[set[int], set[int]]:
    """Let the writers write and a reader read along; return what was committed and what the reader saw.

    Every writer pauses between its entry and its commit; one in four takes its entry back; the first writer
    holds its first transaction open while the others commit.
    """
    done = threading.Event()
    seen: list[int] = []
    failures: list[BaseException] = []

    def writer(number: int) -> None:
        pace = random.Random(number)
        for turn, story_id in enumerate(story_ids[number * WRITES : (number + 1) * WRITES]):
            with transaction.atomic():
                write(story_id)
                time.sleep(0.3 if (number, turn) == (0, 0) else pace.uniform(0, 0.02))
                if turn and pace.random() < 0.25:
                    transaction.set_rollback(True)

    def reader() -> None:
        after = 0
        while True:
            last_round = done.is_set()
            found = FeedEntry.objects.filter(channel="small-one", number__gt=after).order_by("number")
            for number, story_id in found.values_list("number", "story_id"):
                seen.append(story_id)
                after = number
            if last_round:
                return
            time.sleep(0.002)

    def guarded(work: Callable, *args) -> None:
        try:
            work(*args)
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    reading = threading.Thread(target=guarded, args=(reader,))
    writing = [threading.Thread(target=guarded, args=(writer, number)) for number in range(WRITERS)]
    reading.start()
    for thread in writing:
        thread.start()
    for thread in writing:
        thread.join(timeout=30)
    done.set()
    reading.join(timeout=30)
    if failures:
        raise failures[0]
    assert len(seen) == len(set(seen)), "no entry is read twice"
    return set(FeedEntry.objects.values_list("story_id", flat=True)), set(seen)


@pytest.mark.postgres
def test_numbers_under_the_lock_lose_none_where_plain_ones_do(stories):
    committed, seen = run(naively, stories)
    assert seen < committed
    FeedEntry.objects.all().delete()
    feed.row_of("small-one")
    committed, seen = run(properly, stories)
    assert seen == committed
    numbers = list(FeedEntry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(committed) + 1)), "a rollback leaves no hole either"


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
