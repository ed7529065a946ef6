"""Corrections: drafted once, on top of what is there, and closed by the release that mends them."""

import pytest

from channels.adapters import ADAPTERS
from products import fact_changes, followers
from products.fact_carriers import carriers_of
from products.models import PersonMet, Visit, VisitPhoto
from stories import approval
from stories.corrections import consents, facts
from stories.models import Correction, StoryPage
from stories.sentences import sentence_bounds
from tests.factories import PhotoFactory
from tests.stories.factories import PARAGRAPH, block, card, make_story, release_story
from tests.stories.facts import product_with_fact, sentence, work_off


@pytest.fixture
def carried(stories_zh, people):
    product, fact = product_with_fact(people)
    story = make_story(stories_zh, people["author"], [sentence(fact), card(product)])
    return release_story(story, people), fact


def change(fact, people, zh="480"):
    proposal = fact_changes.propose(fact, people["inspector"], value_zh=zh, value_en=zh, unit="m", reason="重测")
    fact_changes.confirm_change(proposal, people["confirmer"])
    fact.refresh_from_db()


@pytest.mark.parametrize(
    ("text", "value", "sentence"),
    [
        ("山醒了。海拔450 m。甜。", "450 m", "海拔450 m。"),
        ("海拔450 m", "450 m", "海拔450 m"),
        ("他说：“海拔450 m。”走了。", "450 m", "他说：“海拔450 m。”"),
        ("It is 13.2 °Bx sweet. Next.", "13.2 °Bx", "It is 13.2 °Bx sweet."),
        ("First. At 450 m it cools! Then", "450 m", "At 450 m it cools!"),
    ],
)
def test_the_sentence_around_a_value(text, value, sentence):
    start = text.index(value)
    first, last = sentence_bounds(text, start, start + len(value))
    assert text[first:last] == sentence


def test_running_twice_drafts_once(carried, people):
    story, fact = carried
    change(fact, people)
    work_off("stories")
    revisions = story.revisions.count()
    assert facts.draft_all([fact.pk], people["confirmer"]) == []
    assert Correction.objects.count() == 1
    assert story.revisions.count() == revisions


def test_a_second_change_updates_the_waiting_correction(carried, people):
    story, fact = carried
    change(fact, people)
    work_off("stories")
    change(fact, people, "500")
    work_off("stories")
    correction = Correction.objects.get()
    assert (correction.before, correction.after, correction.on_draft) == ("450 m", "500 m", False)
    assert story.wagtail_admin_comments.count() == 1
    assert (
        ">500 m</a>"
        in StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().body.get_prep_value()[0]["value"]
    )


def test_a_change_taken_back_needs_no_correction(carried, people):
    _story, fact = carried
    change(fact, people)
    work_off("stories")
    change(fact, people, "450")
    work_off("stories")
    assert Correction.objects.get().state == "dismissed"


def test_unfinished_work_is_kept_and_named(carried, people):
    story, fact = carried
    story.title = "还没写完"
    story.save_revision(user=people["author"], log_action=True)
    change(fact, people)
    work_off("stories")
    assert Correction.objects.get().on_draft
    draft = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert draft.title == "还没写完"
    assert StoryPage.objects.get(pk=story.pk).title != "还没写完"


def test_a_story_with_the_product_on_a_card_only_is_listed_too(stories_zh, people):
    product, fact = product_with_fact(people)
    release_story(make_story(stories_zh, people["author"], [block("text", PARAGRAPH), card(product)]), people)
    change(fact, people)
    work_off("stories")
    assert [place["where"] for place in Correction.objects.get().places] == ["provenance"]


def test_only_the_language_whose_words_changed(carried, people):
    _story, fact = carried
    proposal = fact_changes.propose(fact, people["inspector"], value_zh="450", value_en="451", unit="m", reason="x")
    fact_changes.confirm_change(proposal, people["confirmer"])
    work_off("stories")
    assert not Correction.objects.exists()


def test_the_effect_names_story_sentence_and_channel(carried, people):
    story, fact = carried
    work_off("channels")
    [carrier] = carriers_of(fact)
    assert carrier.title == story.title
    assert [(mention.before, mention.value) for mention in carrier.mentions] == [("坡地在海拔", "450 m")]
    assert len(carrier.channels) == sum("article" in adapter.spec.forms for adapter in ADAPTERS)


def test_telling_costs_the_same_however_many_stories(carried, stories_zh, people, django_assert_num_queries):
    _story, fact = carried
    with django_assert_num_queries(2):
        followers.on_facts_changed.tell(facts=[fact], person=people["confirmer"])
    release_story(make_story(stories_zh, people["author"], [sentence(fact), card(fact.product)]), people)
    with django_assert_num_queries(2):
        followers.on_facts_changed.tell(facts=[fact], person=people["confirmer"])


def test_a_fact_changed_under_review_voids_the_submission(carried, people):
    story, fact = carried
    story.title = "改过的题"
    story.save_revision(user=people["author"], log_action=True)
    approval.submit(story, people["author"])
    change(fact, people)
    from products.errors import Refused

    with pytest.raises(Refused) as refusal:
        approval.approve(story, people["editor"])
    assert refusal.value.code == "approval.content_changed"


def test_a_withdrawn_consent_opens_the_stories_that_show_the_person(stories_zh, people):
    product, _fact = product_with_fact(people)
    photo = PhotoFactory()
    visit = Visit.objects.create(verification=product.current_verification, inspector=people["inspector"])
    met = PersonMet.objects.create(
        visit=visit, key="7f2c1c1e-0000-4000-8000-000000000001", name="田家大姐", may_picture=True
    )
    shown = VisitPhoto.objects.create(visit=visit, key="7f2c1c1e-0000-4000-8000-000000000002", photo=photo)
    shown.people.add(met)
    picture = block("image", {"photo": photo.pk, "caption": "采摘"})
    story = release_story(
        make_story(stories_zh, people["author"], [block("text", PARAGRAPH), picture, card(product)]), people
    )
    release_story(make_story(stories_zh, people["author"], [block("text", PARAGRAPH)]), people)
    assert consents.open_all(met, people["inspector"]) == [], "the consent still holds"
    met.withdrawn_at = "2026-11-20T00:00Z"
    met.save()
    met.refresh_from_db()
    followers.on_consent_withdrawn.tell(person_met=met, person=people["inspector"])
    work_off("stories")
    assert consents.open_all(met, people["inspector"]) == []
    correction = Correction.objects.get()
    assert (correction.story_id, correction.state) == (story.pk, "open")
    assert [place["block"] for place in correction.places] == [picture["id"]]
    story.body = [block("text", PARAGRAPH), card(product)]
    story.save_revision(user=people["author"], log_action=True)
    release_story(story, people)
    correction.refresh_from_db()
    assert correction.state == "done"


def test_what_is_taken_down_needs_no_correction(carried, people):
    story, fact = carried
    change(fact, people)
    work_off("stories")
    story.unpublish(user=people["admin"])
    assert Correction.objects.get().state == "dismissed"
