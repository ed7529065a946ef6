"""Somebody met is printed as they agreed, as long as they agree, and nowhere else does their name show."""

import pytest
from django.urls import reverse

from products.consents import withdraw_consent
from products.errors import Refused
from products.models import PersonMet
from stories import approval
from stories.content_digest import content_digest
from stories.corrections import consents
from stories.models import Correction, StoryPage
from stories.rules import story_findings
from tests.factories import UserFactory
from tests.stories.editor import edit_url
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange, release_story, small_photo
from tests.stories.facts import work_off
from tests.stories.met import person_met


def people_block(*met, photo=None, words=""):
    values = [{"person": one.pk, "photo": photo.pk if photo else None, "words": words} for one in met]
    return block("people", {"people": values})


def built(index, *blocks):
    return StoryPage(title="题", locale=index.locale, body=list(blocks)).built


def shown(built):
    return [(person.name, person.role, bool(person.image)) for part in built.document.body for person in part.people]


@pytest.fixture
def product(people):
    return orange(people)


@pytest.mark.parametrize(
    ("agreed", "printed", "gap"),
    [
        ({}, [("田阿妹", "种植户", True)], None),
        ({"may_picture": False}, [("田阿妹", "种植户", False)], ("story.person_no_picture", "warning")),
        ({"may_name": False}, [("", "种植户", True)], ("story.person_no_name", "note")),
        ({"may_name": False, "may_picture": False}, [], ("story.person_not_agreed", "block")),
        ({"withdrawn_at": "2026-11-20T00:00Z"}, [], ("story.person_withdrawn", "block")),
    ],
)
def test_what_is_printed_is_what_they_agreed_to(stories_zh, people, product, agreed, printed, gap):
    met = person_met(people, product, **agreed)
    part = people_block(met, photo=small_photo(), words="手快。")
    made = built(stories_zh, part)
    assert shown(made) == printed
    assert [(found.code, found.weight) for found in made.gaps] == ([gap] if gap else [])
    assert all(found.block == part["id"] for found in made.gaps)


def test_nobody_of_a_visit_under_way(stories_zh, people, product):
    met = person_met(people, product)
    type(met.visit).objects.filter(pk=met.visit_id).update(finished_at=None)
    assert [gap.code for gap in built(stories_zh, people_block(met)).gaps] == ["story.person_not_agreed"]


def test_one_who_withdrew_does_not_hide_the_others(stories_zh, people, product):
    gone = person_met(people, product, withdrawn_at="2026-11-20T00:00Z")
    stays = person_met(people, product, name="向老根")
    assert shown(built(stories_zh, people_block(gone, stays))) == [("向老根", "种植户", False)]


def test_withdrawn_between_approval_and_the_day_it_is_not_published(stories_zh, people, product):
    met = person_met(people, product)
    story = make_story(stories_zh, people["author"], [block("text", PARAGRAPH), people_block(met)])
    approval.submit(story, people["author"])
    withdraw_consent(met, people["inspector"])
    with pytest.raises(Refused):
        approval.approve(story, people["editor"])
    assert not StoryPage.objects.get(pk=story.pk).live
    with pytest.raises(Refused) as refusal:
        StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().check_facts()
    assert refusal.value.code == "story.person_withdrawn"


def test_other_words_of_a_person_need_a_new_approval(stories_zh, people, product):
    met = person_met(people, product)
    story = make_story(stories_zh, people["author"], [block("text", PARAGRAPH), people_block(met)])
    before = content_digest(story.get_latest_revision())
    PersonMet.objects.filter(pk=met.pk).update(may_name=False)
    assert content_digest(story.get_latest_revision()) != before


def test_a_withdrawal_opens_the_live_story_and_its_correction_closes_it(stories_zh, people, product):
    """Also where no photo of the visit shows them: the name alone is enough."""
    met = person_met(people, product, may_picture=False)
    part = people_block(met)
    story = release_story(make_story(stories_zh, people["author"], [block("text", PARAGRAPH), part]), people)
    release_story(make_story(stories_zh, people["author"], [block("text", PARAGRAPH)]), people)
    withdraw_consent(met, people["inspector"])
    work_off("stories")
    correction = Correction.objects.get()
    assert (correction.story_id, correction.state) == (story.pk, "open")
    assert [(place["where"], place["block"], place["value"]) for place in correction.places] == [
        ("person", part["id"], "田阿妹")
    ]
    frozen = story.current_release.parsed()
    assert "story.person_withdrawn" in {finding.code for finding in story_findings(frozen, [])}
    met.refresh_from_db()
    assert consents.open_all(met, people["inspector"]) == []
    story.body = [block("text", PARAGRAPH)]
    story.save_revision(user=people["author"], log_action=True)
    release_story(story, people)
    correction.refresh_from_db()
    assert correction.state == "done"


def test_readers_see_the_person_and_the_way_to_the_record(client, stories_zh, people, product):
    met = person_met(people, product)
    part = people_block(met, photo=small_photo(), words="手快。")
    story = release_story(make_story(stories_zh, people["author"], [block("text", PARAGRAPH), part]), people)
    html = client.get(story.url).content.decode()
    assert all(words in html for words in ("田阿妹", "种植户", "手快。", f"/verify/{product.code}"))


# The desk


def test_the_window_lists_who_agreed_and_names_only_who_may_be_named(client, people, product):
    person_met(people, product, name="有名的人")
    person_met(people, product, name="不具名的人", may_name=False, role_zh="装箱员", role_en="packer")
    person_met(people, product, name="不同意的人", may_name=False, may_picture=False)
    person_met(people, product, name="撤回的人", withdrawn_at="2026-11-20T00:00Z")
    client.force_login(people["author"])
    for query in ({}, {"multiple": "1"}):
        html = client.get(reverse("story_people:choose"), query, headers={"accept-language": "en"}).json()["html"]
        assert "有名的人" in html
        assert "packer" in html
        assert not any(name in html for name in ("不具名的人", "不同意的人", "撤回的人"))
        assert html.count("data-multiple-choice-select") == (2 if query else 0)


def test_an_author_without_the_product_finds_nobody(client, people, product):
    from django.contrib.auth.models import Group

    met = person_met(people, product)
    stranger = UserFactory(organisation=None)
    stranger.groups.add(Group.objects.get(name="author"))
    client.force_login(stranger)
    assert "田阿妹" not in client.get(reverse("story_people:choose")).json()["html"]
    assert client.get(reverse("story_people:chosen", args=[met.pk])).status_code == 404


def test_no_door_tells_the_name_of_somebody_who_may_not_be_named(client, stories_zh, people, product):
    """An id put into a form by hand, or chosen by hand, and a search for the name."""
    met = person_met(people, product, name="不具名的人", may_name=False)
    story = make_story(stories_zh, people["author"], [people_block(met)])
    client.force_login(people["author"])
    answers = [
        client.get(edit_url(story)),
        client.get(reverse("story_people:chosen", args=[met.pk])),
        client.get(reverse("story_people:choose_results"), {"q": "不具名的人"}),
    ]
    for answer in answers:
        assert answer.status_code == 200
        text = answer.content.decode()
        assert "不具名的人" not in text.replace('value="不具名的人"', "")
        assert "\\u4e0d\\u5177\\u540d" not in text


def test_a_person_who_is_gone_leaves_an_editor_that_opens(client, stories_zh, people, product):
    met = person_met(people, product)
    story = make_story(stories_zh, people["author"], [people_block(met), card(product)])
    met.delete()
    client.force_login(people["author"])
    answer = client.get(edit_url(story), headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert "No person is chosen here" in answer.content.decode()
