"""Standing again: stories whose products were confirmed anew come back as new versions with fresh provenance."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from channels import editions, reconcile
from channels.models import Edition, FeedEntry
from stories import reissue
from stories.document import FactRef, FactSnapshot, Paragraph, Span
from stories.models import Release, ReleaseProduct, StoryPage
from tests.channels.factories import document_for, hold, make_release, sold_product
from tests.channels.test_feed import read_all, release_stories, withdraw

pytestmark = pytest.mark.django_db


def come_back() -> reissue.Reissued:
    """What the worker does after a renewal: the stories' task, then the channels' for each release it made."""
    done = reissue.reissue()
    for pk in Release.objects.exclude(reissue_of=None).values_list("pk", flat=True):
        editions.make_editions(pk)
    return done


def test_a_renewed_product_brings_its_stories_back_as_new_versions(two_channels, stories_zh, product):
    release_stories(stories_zh, product, 2)
    withdraw(product)
    hold(product, days=77)
    assert come_back().made == 2
    assert [(entry.op, entry.version) for entry in read_all("small-one")] == [("upsert", 2), ("upsert", 2)]
    standing = Edition.objects.filter(current=True, state="ready")
    assert standing.count() == 4
    until = str(timezone.localdate() + timedelta(days=77))
    assert {json.loads(one.envelope)["provenance"][0]["valid_until"] for one in standing} == {until}


def test_a_second_run_changes_nothing(two_channels, stories_zh, product):
    release_stories(stories_zh, product, 2)
    withdraw(product)
    hold(product)
    come_back()
    before = FeedEntry.objects.count(), Release.objects.count()
    assert come_back() == reissue.Reissued(0, 0, ())
    assert (FeedEntry.objects.count(), Release.objects.count()) == before


def test_text_and_approval_are_those_of_the_approved_release(two_channels, story, product):
    old = make_release(story, product, text="保靖的橘子")
    withdraw(product)
    hold(product)
    come_back()
    new = Release.objects.get(version=2)
    assert new.reissue_of == old
    assert (new.approved_by, new.approved_at, new.revision_id) == (old.approved_by, old.approved_at, old.revision_id)
    before, now = old.parsed(), new.parsed()
    assert now.products != before.products
    assert now.model_copy(update={"products": before.products}) == before


def test_a_renewal_before_the_end_makes_one_new_version_and_no_tombstone(two_channels, story, product):
    editions.make_editions(make_release(story, product).pk)
    product.current_verification.state = "replaced"
    product.current_verification.save()
    hold(product, days=300)
    come_back()
    entries = FeedEntry.objects.filter(channel="small-one").values_list("op", "version")
    assert list(entries) == [("upsert", 1), ("upsert", 2)]
    assert Edition.objects.get(channel="small-one", current=True).release.version == 2


def test_until_it_is_issued_again_the_old_edition_stays_when_nothing_ended(two_channels, story, product):
    editions.make_editions(make_release(story, product).pk)
    product.current_verification.state = "replaced"
    product.current_verification.save()
    hold(product, days=300)
    healed = reconcile.reconcile()
    assert healed.withdrawn == 0
    assert Edition.objects.get(channel="small-one", current=True).release.version == 2


def test_a_story_comes_back_only_when_all_its_products_hold(two_channels, story, product):
    other = sold_product()
    editions.make_editions(make_release(story, product, other).pk)
    withdraw(product)
    withdraw(other)
    hold(product)
    assert come_back().made == 0
    hold(other)
    assert come_back().made == 1
    assert {entry.op for entry in read_all("small-two")} == {"upsert"}


def test_the_newest_release_comes_back_not_an_older_one(two_channels, story, product):
    editions.make_editions(make_release(story, product, text="旧").pk)
    withdraw(product)
    editions.make_editions(make_release(story, product, text="新").pk)
    hold(product)
    come_back()
    current = Edition.objects.filter(current=True)
    assert {edition.release.version for edition in current} == {3}
    assert all("新" in edition.envelope for edition in current)


def test_an_old_edition_never_comes_back(two_channels, story, product):
    """Not when it is made anew either: its days and people are those of the verification that ended."""
    release = make_release(story, product)
    editions.make_editions(release.pk)
    withdraw(product)
    hold(product)
    FeedEntry.objects.all().delete()
    Edition.objects.all().delete()
    editions.make_editions(release.pk)
    assert set(Edition.objects.values_list("state", "current")) == {("withdrawn", False)}
    assert not FeedEntry.objects.exists()


def test_a_story_taken_offline_stays_away(two_channels, story, product):
    editions.make_editions(make_release(story, product).pk)
    withdraw(product)
    StoryPage.objects.update(live=False)
    hold(product)
    assert come_back() == reissue.Reissued(0, 0, ())


def test_a_verification_that_has_run_out_again_brings_nothing_back(two_channels, story, product):
    editions.make_editions(make_release(story, product).pk)
    withdraw(product)
    hold(product, days=10)
    with time_machine.travel(timezone.now() + timedelta(days=150), tick=False):
        assert come_back().made == 0


def test_a_lost_task_is_healed_once(two_channels, story, product):
    editions.make_editions(make_release(story, product).pk)
    withdraw(product)
    hold(product)
    assert reconcile.reconcile().made == 2
    assert [(entry.op, entry.version) for entry in read_all("small-one")] == [("upsert", 2)]
    assert reconcile.reconcile() == reconcile.Healed(0, 0, 0, ())


def test_one_that_fails_holds_up_no_other(two_channels, stories_zh, product, monkeypatch):
    bad, good = release_stories(stories_zh, product, 2)
    withdraw(product)
    hold(product)
    real = reissue.with_products_of_today

    def fails(document):
        if document.story_id == bad.pk:
            raise RuntimeError("broken")
        return real(document)

    monkeypatch.setattr(reissue, "with_products_of_today", fails)
    done = come_back()
    assert (done.made, len(done.failed)) == (1, 1)
    assert [entry.story_id for entry in read_all("small-one") if entry.op == "upsert"] == [good.pk]


@pytest.mark.parametrize(
    ("value", "unit", "other_words"), [("420", "m", False), ("430", "m", True), ("420", "米", True), (None, "", True)]
)
def test_a_fact_named_in_the_prose_that_has_other_words_holds_the_story_back(story, product, value, unit, other_words):
    """The spans name a fact by product and key; the words are compared in the story's language."""
    before = document_for(story, product)
    fact = FactSnapshot(key="altitude", label="海拔", value="420", unit="m")
    now_facts = () if value is None else (fact.model_copy(update={"value": value, "unit": unit}),)
    [snapshot] = before.products
    named = Paragraph(id="p", spans=(Span(text="420 m", fact=FactRef(product=product.code, key="altitude")),))
    before = before.model_copy(update={"body": (named,), "products": (snapshot.model_copy(update={"facts": (fact,)}),)})
    now = before.model_copy(update={"products": (snapshot.model_copy(update={"facts": now_facts}),)})
    assert reissue.has_other_words(before, now) is other_words


def test_a_story_held_back_stays_away_and_is_counted(two_channels, story, product, monkeypatch):
    editions.make_editions(make_release(story, product).pk)
    withdraw(product)
    hold(product)
    monkeypatch.setattr(reissue, "has_other_words", lambda before, now: True)
    assert come_back() == reissue.Reissued(0, 1, ())
    assert [entry.op for entry in read_all("small-one")] == ["withdraw"]
    assert reissue.outdated_releases().get().story_id == story.pk


def test_every_release_keeps_the_verification_behind_it(two_channels, story, product):
    make_release(story, product)
    withdraw(product)
    hold(product)
    come_back()
    kept = ReleaseProduct.objects.order_by("release__version").values_list("verification", flat=True)
    assert len(set(kept)) == 2
    assert list(kept)[-1] == product.current_verification_id
