"""Recipes, other stories, many pictures, the chooser's previews, and stored values of every odd shape."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page

from products import fact_changes
from stories.blocks import StoryBlocks
from stories.models import StoryPage
from stories.reissue import has_other_words, with_products_of_today
from stories.rules import story_findings
from stories.sources import items
from tests.stories.editor import edit_url
from tests.stories.factories import PARAGRAPH, block, make_story, release_story, small_photo, steps
from tests.stories.facts import entity, product_with_fact, work_off

pytestmark = pytest.mark.usefixtures("no_channels")


def built(index, *blocks, **fields):
    return StoryPage(title="题", locale=index.locale, body=list(blocks), **fields).built


def test_a_recipe_is_read_whole(stories_zh):
    photo = small_photo()
    part = steps("切", "煮<b>十分钟</b>", photo=photo, title=" 橙皮糖 ", needs="橙皮 4 只\r\n\n 白糖 ", purpose="guide")
    [recipe] = built(stories_zh, part).document.body
    assert (recipe.id, recipe.title, recipe.purpose, recipe.needs) == (
        part["id"],
        "橙皮糖",
        "guide",
        ("橙皮 4 只", "白糖"),
    )
    assert [("".join(span.text for span in step.spans), bool(step.image)) for step in recipe.steps] == [
        ("切", True),
        ("煮十分钟", False),
    ]


def test_the_text_of_steps_counts_as_text(stories_zh):
    made = built(stories_zh, steps("切成细丝，" * 20, "煮"))
    assert "story.text_short" not in {finding.code for finding in story_findings(made.document, made.gaps)}


def test_a_fact_in_a_step_is_carried_and_corrected(stories_zh, people):
    product, fact = product_with_fact(people)
    part = steps(f"坡地在海拔{entity(fact)}。", "摘")
    story = release_story(make_story(stories_zh, people["author"], [block("text", PARAGRAPH), part]), people)
    before = story.current_release.parsed()
    assert [carried.code for carried in before.products] == [product.code]
    proposal = fact_changes.propose(fact, people["inspector"], value_zh="480", value_en="480", unit="m", reason="重测")
    fact_changes.confirm_change(proposal, people["confirmer"])
    assert has_other_words(before, with_products_of_today(before)), "not told again by itself"
    work_off("stories")
    [draft] = [
        stored
        for stored in StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().body.get_prep_value()
        if stored["type"] == "steps"
    ]
    assert ">480 m</a>" in items(draft["value"]["steps"])[0]["text"]


# Another story


@pytest.fixture
def other(stories_zh, people):
    return release_story(make_story(stories_zh, people["author"], title="另一座山"), people)


def test_another_story_is_shown_with_its_cover(client, stories_zh, people, other):
    body = [block("text", PARAGRAPH), block("related", {"story": other.pk})]
    story = release_story(make_story(stories_zh, people["author"], body, title="这座山"), people)
    related = story.current_release.parsed().body[1]
    assert (related.story, related.title, related.url[-len(other.url) :]) == (other.pk, "另一座山", other.url)
    assert related.cover.key == f"photo-{other.cover_id}"
    answer = client.get(story.url)
    assert 'class="read-also"' in answer.content.decode()
    assert other.pk not in [shown.pk for shown in answer.context["related"]], "once is enough"


def test_a_story_taken_down_since_is_no_dead_link(client, stories_zh, people, other):
    body = [block("text", PARAGRAPH), block("related", {"story": other.pk})]
    story = release_story(make_story(stories_zh, people["author"], body), people)
    other.unpublish(user=people["admin"])
    assert 'class="read-also' not in client.get(story.url).content.decode()


def test_only_a_live_story_and_not_the_story_itself(stories_zh, people, other):
    draft = make_story(stories_zh, people["author"])
    for chosen, code in ((draft.pk, "story.related_closed"), (stories_zh.pk, "story.related_closed")):
        made = built(stories_zh, block("related", {"story": chosen}))
        assert ([gap.code for gap in made.gaps], made.document.body) == ([code], ())
    other.body = [block("related", {"story": other.pk})]
    assert [gap.code for gap in other.built.gaps] == ["story.related_itself"]


def test_a_story_deleted_since_leaves_an_editor_that_opens(client, stories_zh, people):
    draft = make_story(stories_zh, people["author"])
    story = make_story(stories_zh, people["author"], [block("related", {"story": draft.pk})], title="题")
    Page.objects.get(pk=draft.pk).delete()
    client.force_login(people["author"])
    assert client.get(edit_url(story)).status_code == 200


# Picture stories


@pytest.mark.parametrize(("count", "code"), [(2, "few"), (3, None), (60, None), (61, "many")])
def test_a_picture_story_has_three_to_sixty(stories_zh, count, code):
    gallery = block("gallery", {"items": [{"photo": small_photo().pk, "caption": ""}] * count})
    made = built(stories_zh, gallery, form="pictures")
    found = {finding.code for finding in story_findings(made.document, made.gaps)}
    assert found & {"story.pictures_few", "story.pictures_many"} == ({f"story.pictures_{code}"} if code else set())


# The chooser


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", StoryBlocks.base_blocks)
def test_every_block_shows_itself_as_readers_see_it(client, people, django_assert_max_num_queries, kind, language):
    child = StoryPage._meta.get_field("body").stream_block.child_blocks[kind]
    assert child.is_previewable
    assert child.get_description()
    client.force_login(people["author"])
    address = reverse("wagtailadmin_block_preview")
    with django_assert_max_num_queries(8):
        answer = client.get(address, {"id": child.definition_prefix}, headers={"accept-language": language})
    assert answer.status_code == 200
    inside = answer.content.decode().partition('<div class="column prose">')[2].partition("</main>")[0]
    assert inside.partition("</div>")[0].strip(), "drawn by the reader's own component"


def test_a_gallery_offers_to_choose_several(client, stories_zh, people):
    story = make_story(stories_zh, people["author"])
    client.force_login(people["author"])
    html = client.get(edit_url(story), headers={"accept-language": "en"}).content.decode()
    assert "stories/gallery-block.js" in html
    assert "Choose several photos" in html


# Bad input

ODD = [None, 7, "abc", [], [[]], {}, {"steps": 7}, {"people": {}}, {"story": []}, {"steps": ["x", None]}]


@pytest.mark.parametrize("kind", ["steps", "people", "related"])
@pytest.mark.parametrize("value", ODD, ids=repr)
def test_a_stored_value_of_an_odd_shape_is_a_gap(stories_zh, kind, value):
    part = block(kind, value)
    made = built(stories_zh, part)
    assert {gap.block for gap in made.gaps} == {part["id"]}
    assert made.document.body == ()


@pytest.mark.parametrize("kind", ["steps", "people", "related", "gallery", "list"])
def test_an_editor_opens_on_stored_values_of_odd_shapes(client, stories_zh, people, kind):
    story = make_story(stories_zh, people["author"])
    revision = story.get_latest_revision()
    revision.content["body"] = json.dumps([block(kind, value) for value in ODD])
    revision.save()
    client.force_login(people["author"])
    assert client.get(edit_url(story)).status_code == 200
