"""Suggested tags: where they come from, in which order, and who may ask."""

import pytest
from django.urls import reverse

from stories.tag_suggestions import suggestions
from tests.factories import PlaceFactory
from tests.stories.factories import block, card, make_story, orange

pytestmark = pytest.mark.django_db

TEXT = "<p>" + "合作社的脐橙在山坡上熟了，合作社的人用竹筐把脐橙背下山。" * 3 + "</p>"


def tags(story) -> list[str]:
    return [entry.tag for entry in suggestions(story.built.document)]


@pytest.fixture
def story(people, stories_zh):
    return make_story(stories_zh, people["author"], [block("text", TEXT)], title="脐橙熟了", summary="")


def test_words_of_the_text_that_matter_come_first_and_small_words_never(story):
    found = tags(story)
    assert found[0] == "脐橙"
    assert "合作社" in found
    assert not {"的", "上", "了", "把", "人"} & set(found)


def test_products_and_their_places_lead(people, stories_zh):
    place = PlaceFactory(code="433125", name_zh="保靖县", name_en="Baojing")
    product = orange(people, place=place)
    found = tags(make_story(stories_zh, people["author"], [card(product), block("text", TEXT)]))
    assert found[:2] == [product.name_zh, "保靖"]


def test_tags_in_use_are_offered_where_the_text_speaks_of_them(story, people, stories_zh):
    other = make_story(stories_zh, people["author"])
    other.tags.add("竹筐", "火车")
    other.save()
    found = tags(story)
    assert "竹筐" in found
    assert "火车" not in found


def test_what_the_story_has_already_is_not_offered(story):
    story.tags.add("脐橙")
    assert "脐橙" not in tags(story)


def test_english_words(people, site):
    from stories.models import StoryIndexPage

    index = StoryIndexPage.objects.get(locale__language_code="en")
    text = "<p>The orchard is steep. The orchard has mandarin trees, and every mandarin is picked by hand.</p>"
    story = make_story(index, people["author"], [block("text", text)], title="A steep orchard")
    assert {"orchard", "mandarin"} <= set(tags(story))


@pytest.mark.parametrize("body", [[], [block("heading", "")], [block("text", "<p>🍊\u200d\u202e</p>")]])
def test_half_filled_drafts_give_nothing_and_no_error(people, stories_zh, body):
    assert tags(make_story(stories_zh, people["author"], body, title="？", summary="")) == []


def test_a_book_of_text_costs_two_queries(people, stories_zh, django_assert_num_queries):
    story = make_story(stories_zh, people["author"], [card(orange(people)), block("text", TEXT * 200)])
    document = story.built.document
    with django_assert_num_queries(2):
        assert len(suggestions(document)) <= 12


def test_only_who_may_edit_the_story_is_answered(client, people, story):
    address = reverse("story_tags", args=[story.pk])
    assert client.get(address).status_code == 302
    client.force_login(people["inspector"])
    assert client.get(address).status_code == 403 or client.get(address).status_code == 302
    client.force_login(people["author"])
    found = client.get(address).json()["suggestions"]
    assert found[0] == {"tag": "脐橙", "why": found[0]["why"]}
    assert client.get(reverse("story_tags", args=[10**6])).status_code == 404
