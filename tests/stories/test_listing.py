"""Which lists a story stands in, held against what is before the public after everything that may happen to it."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from products.models import Product
from stories import kills, listing
from stories.models import ListEntry, StoryPage
from stories.public import listed_stories
from stories.releases import current_release
from tests.factories import PlaceFactory, UserFactory
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange, release_story

pytestmark = pytest.mark.usefixtures("no_channels")


@pytest.fixture
def live(stories_zh, people):
    blocks = [block("text", PARAGRAPH), card(orange(people))]
    story = make_story(stories_zh, people["author"], blocks)
    story.tags.add("脐橙")
    story.save_revision()
    yield release_story(story, people)
    # Whatever a test did: writing everything anew changes nothing.
    assert listing.heal() == 0
    assert listing.check() == 0


def lists_of(story: StoryPage) -> set[str]:
    return set(ListEntry.objects.filter(story=story.pk).values_list("list", flat=True))


def test_a_released_story_stands_in_the_lists_of_what_it_tells(live, people):
    product = Product.objects.get()
    code = product.place_id
    places = {listing.of_place(part) for part in (code, code[:4] + "00", code[:2] + "0000")}
    about = {listing.of_product(product.pk), listing.of_author(people["author"].pk), listing.of_tag("脐橙")}
    assert lists_of(live) == {listing.ALL, listing.of_form("article"), *about, *places}
    for key in lists_of(live):
        assert [story.current_release_id for story in listed_stories("zh-hans", key)] == [current_release(live).pk]
        assert not listed_stories("en", key)


def test_a_draft_stands_nowhere(live, stories_zh, people):
    draft = make_story(stories_zh, people["author"], title="还没写完")
    listing.check()
    assert not lists_of(draft)


def test_a_new_version_that_carries_nothing_leaves_the_lists_of_the_old(live, people):
    live.body = [("text", live.body[0].value)]
    live.tags.clear()
    live.save_revision(user=people["author"])
    release_story(live, people)
    assert lists_of(live) == {listing.ALL, listing.of_form("article"), listing.of_author(people["author"].pk)}
    assert {entry.release_id for entry in ListEntry.objects.all()} == {current_release(live).pk}


def test_an_unpublished_story_leaves_its_lists(live):
    StoryPage.objects.get(pk=live.pk).unpublish()
    assert not lists_of(live)


def test_a_killed_story_stays_away_when_the_kill_is_lifted(live, people):
    kills.kill(live, people["editor"], "照片系伪造")
    assert not lists_of(live)
    other = UserFactory(organisation=people["editor"].organisation)
    other.groups.set(people["editor"].groups.all())
    kills.lift(live, other)
    assert not lists_of(live)


def test_its_product_is_from_elsewhere_now(live, people):
    product = Product.objects.get()
    product.place = PlaceFactory(code="360731", name_zh="于都县", name_en="Yudu County")
    product.save()
    here = {key for key in lists_of(live) if key.startswith("place:")}
    assert listing.of_place(product.place_id) in here
    assert listing.of_place("430000") not in here


def test_what_went_by_unseen_is_healed(live):
    ListEntry.objects.all().delete()
    call_command("reconcile", verbosity=0)
    assert lists_of(live)
    StoryPage.objects.filter(pk=live.pk).update(live=False)
    assert not listed_stories()
    call_command("reconcile", verbosity=0)
    assert not lists_of(live)


def test_the_daily_check_finds_what_no_release_says(live, capsys):
    Tag.objects.filter(name="脐橙").update(name="橙子")
    call_command("check_lists")
    assert "2" in capsys.readouterr().out
    assert listing.of_tag("橙子") in lists_of(live)


def test_the_daily_check_is_silent_where_it_is_asked_to_be(live, capsys):
    ListEntry.objects.all().delete()
    call_command("check_lists", verbosity=0)
    assert lists_of(live)
    assert capsys.readouterr().out == ""


def test_the_first_of_a_list_are_read_by_its_index(live):
    """What the planner says of itself; SQLite and PostgreSQL word it differently, and the latter sorts three rows."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by how full its tables are")
    with CaptureQueriesContext(connection) as queries:
        list(listed_stories("zh-hans", listing.of_place("430000")).prefetch_related(None)[:6])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
        plan = " / ".join(row[3] for row in cursor.fetchall())
    assert "newest_of_a_list (list=? AND language=?)" in plan
    assert "TEMP B-TREE" not in plan
