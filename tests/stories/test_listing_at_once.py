"""Two that write the list entries of one story at the same moment: what stands there in the end is what is public."""

import threading
from contextlib import suppress
from functools import partial

import pytest
from django.db import connection

from stories import listing
from stories.models import ListEntry, StoryIndexPage, StoryPage
from tests import factories
from tests.products.test_two_at_once import at_once
from tests.stories.factories import make_story, release_story

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
# Long enough for whoever need not wait for the other's lock.
MEANWHILE = 2


@pytest.fixture
def live(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite lets one writer in at a time")
    from cms.site_setup import ensure_site

    ensure_site()
    people = factories.make_people()
    return release_story(
        make_story(StoryIndexPage.objects.get(locale__language_code="zh-hans"), people["author"]), people
    )


def after_reading(monkeypatch, wait) -> None:
    """Have whoever looked at the releases wait before it writes."""
    read = listing._entries

    def read_and_wait(ids):
        found = list(read(ids))
        wait()
        return found

    monkeypatch.setattr(listing, "_entries", read_and_wait)


def test_two_list_a_story_that_went_out(live, monkeypatch):
    before = set(ListEntry.objects.values_list("list", "release"))
    ListEntry.objects.all().delete()
    both_have_read = threading.Barrier(2)

    def wait():
        # Broken where the other is kept out, as it should be.
        with suppress(threading.BrokenBarrierError):
            both_have_read.wait(MEANWHILE)

    after_reading(monkeypatch, wait)
    written = at_once(*[partial(listing.write, [live.pk])] * 2)
    assert sorted(written) == [0, len(before)]
    assert set(ListEntry.objects.values_list("list", "release")) == before


def test_one_holds_a_story_against_its_releases_while_another_takes_it_down(live, monkeypatch):
    read, down = threading.Event(), threading.Event()
    first = threading.Lock()

    def wait():
        if first.acquire(blocking=False):
            read.set()
            down.wait(MEANWHILE)

    def take_down():
        read.wait(10)
        StoryPage.objects.get(pk=live.pk).unpublish()
        down.set()

    after_reading(monkeypatch, wait)
    assert not any(isinstance(answer, Exception) for answer in at_once(listing.check, take_down))
    assert not StoryPage.objects.get(pk=live.pk).live
    assert not ListEntry.objects.exists()
