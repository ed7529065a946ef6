"""Stories in two languages: where a translation came from, and when its original moved on."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from products.errors import Refused
from stories import approval
from stories.models import StoryIndexPage, StoryPage, TranslationOf
from stories.side_by_side import rows
from stories.translations import behind, changes, content_of, mark_current, pair_of, translation_findings
from tests.factories import FactFactory
from tests.products.days import day
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange, release_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(site):
    return Locale.objects.get(language_code="en")


@pytest.fixture
def story(people, stories_zh):
    product = orange(people)
    FactFactory(product=product, key="altitude", confirmed_on=day(5), confirmed_by=people["confirmer"])
    blocks = [
        block("heading", "上山"),
        block("text", PARAGRAPH),
        card(product),
        block("facts", {"product": product.pk}),
    ]
    return make_story(stories_zh, people["author"], blocks)


def translate(story, english, person) -> StoryPage:
    from wagtail.actions.copy_for_translation import CopyPageForTranslationAction

    action = CopyPageForTranslationAction(page=story, locale=english, user=person)
    return action.execute(skip_permission_checks=True)


@pytest.fixture
def copy(story, english, people):
    return translate(StoryPage.objects.get(pk=story.pk), english, people["author"])


def edit(page, person, change) -> StoryPage:
    page = StoryPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    change(page)
    page.save_revision(user=person)
    return StoryPage.objects.get(pk=page.pk)


def retitle(page) -> None:
    page.title = "橘子甜了"


def rework(page) -> None:
    """The heading says something else, the card is gone, a quote is new."""
    raw = [dict(entry) for entry in page.body.raw_data]
    raw[0] = {**raw[0], "value": "下山"}
    page.body = [entry for entry in raw if entry["type"] != "product"] + [block("quote", {"text": "甜", "cite": ""})]


def test_a_translation_made_at_the_desk_is_a_draft_that_knows_where_it_came_from(story, english, people, client):
    client.force_login(people["author"])
    client.post(reverse("simple_translation:submit_page_translation", args=[story.pk]), {"locales": [english.pk]})
    page = StoryPage.objects.get(locale=english)
    record = TranslationOf.objects.get(page=page)
    assert not page.live
    assert record.original_id == story.pk
    assert record.from_revision == StoryPage.objects.get(pk=story.pk).latest_revision_id
    assert record.checked_by == people["author"]
    assert changes(record) == []


def test_it_says_what_changed_in_the_original(story, copy, people):
    edit(story, people["author"], rework)
    edit(story, people["author"], retitle)
    kinds = {change.kind for change in changes(TranslationOf.objects.get())}
    assert kinds == {"changed", "new", "gone"}
    parts = {change.part for change in changes(TranslationOf.objects.get()) if change.kind == "changed"}
    assert parts == {"title", story.body[0].id}
    assert behind([copy.pk, story.pk]) == {copy.pk: 4}


def test_a_draft_of_a_live_original_does_not_make_it_late_but_its_release_does(story, english, people):
    live = release_story(story, people)
    copy = translate(live, english, people["author"])
    assert translation_findings(copy) == []
    edit(live, people["author"], retitle)
    assert behind([copy.pk]) == {}
    release_story(StoryPage.objects.get(pk=live.pk), people)
    (found,) = translation_findings(copy)
    assert (found.code, found.weight) == ("story.translation_behind", "warning")


def test_calling_it_up_to_date_is_kept_and_leaves_what_was_approved_alone(story, copy, people):
    edit(story, people["author"], retitle)
    before = StoryPage.objects.get(pk=copy.pk).latest_revision_id
    mark_current(copy, people["author"])
    record = TranslationOf.objects.get()
    assert changes(record) == []
    assert record.checked_by == people["author"]
    assert StoryPage.objects.get(pk=copy.pk).latest_revision_id == before


def test_the_original_cannot_be_called_a_translation(story, copy, people):
    with pytest.raises(Refused):
        mark_current(StoryPage.objects.get(pk=story.pk), people["author"])


def test_versions_from_before_get_their_record_by_the_button(story, copy, people):
    TranslationOf.objects.all().delete()
    pair = pair_of(StoryPage.objects.get(pk=story.pk))
    assert (pair.original.pk, pair.translation.pk, pair.record) == (story.pk, copy.pk, None)
    mark_current(copy, people["author"])
    assert TranslationOf.objects.get().original_id == story.pk


def test_rows_are_matched_by_block(story, copy, people):
    edit(story, people["author"], rework)
    original = StoryPage.objects.get(pk=story.pk)
    record = TranslationOf.objects.get()
    found = {row.part: row for row in rows(content_of(original), copy, changes(record))}
    heading, gone = story.body[0].id, story.body[2].id
    assert (found[heading].original.lines, found[heading].translation.lines) == (["下山"], ["上山"])
    assert found[heading].change == "changed"
    assert (found[gone].original, found[gone].change) == (None, "gone")
    assert [row.missing for row in found.values()].count(True) == 1
    facts = found[story.body[3].id]
    assert facts.original.lines[1] == "海拔: 450 m"
    assert facts.translation.lines[1] == "Altitude: 450 m"


def test_half_filled_versions_have_rows(story, copy, people):
    bare = edit(copy, people["author"], lambda page: setattr(page, "body", []))
    assert rows(story, bare.get_latest_revision_as_object(), [])
    odd = [block("gone-kind", "x"), block("text", "")]
    odd_page = edit(copy, people["author"], lambda page: setattr(page, "body", odd))
    assert rows(odd_page.get_latest_revision_as_object(), story, [])


@pytest.mark.parametrize("role", ["recommender", "inspector", "operator", "analyst", None])
def test_who_may_not_edit_reaches_nothing(story, copy, people, client, role):
    if role:
        client.force_login(people[role])
        with pytest.raises(Refused):
            mark_current(copy, people[role])
    stamp = TranslationOf.objects.get().checked_at
    assert client.get(reverse("story_languages", args=[copy.pk])).status_code in (302, 403)
    assert client.post(reverse("story_language_current", args=[copy.pk])).status_code in (302, 403)
    assert TranslationOf.objects.get().checked_at == stamp


def test_side_by_side_and_the_button(story, copy, people, client):
    edit(story, people["author"], rework)
    client.force_login(people["author"])
    text = client.get(reverse("story_languages", args=[copy.pk])).content.decode()
    assert "下山" in text
    assert "上山" in text
    assert text.count('data-change="changed"') == 1
    client.post(reverse("story_language_current", args=[copy.pk]))
    assert "data-change" not in client.get(reverse("story_languages", args=[story.pk])).content.decode()


def test_a_story_in_one_language_has_no_such_page(story, people, client):
    client.force_login(people["author"])
    assert client.get(reverse("story_languages", args=[story.pk])).status_code == 404


def test_editor_and_list_carry_the_mark(story, copy, people, client):
    edit(story, people["author"], retitle)
    client.force_login(people["author"])
    assert "data-behind" in client.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).content.decode()
    assert "data-behind" not in client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert "data-behind" in client.get(reverse("stories:index")).content.decode()


def test_the_list_asks_the_same_however_long_it_is(story, copy, people, client, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(people["author"])
    client.get(reverse("stories:index"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("stories:index"))
    for _number in range(3):
        index = StoryIndexPage.objects.get(locale__language_code="zh-hans")
        translate(make_story(index, people["author"]), copy.locale, people["author"])
    # Wagtail itself asks for rights and parents of each row; ours are two.
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("stories:index"))
    ours = [query for query in many.captured_queries if "translationof" in query["sql"]]
    assert len(ours) == len([query for query in few.captured_queries if "translationof" in query["sql"]]) == 1


def test_a_translation_is_approved_by_itself(story, copy, people):
    release_story(story, people)
    assert not StoryPage.objects.get(pk=copy.pk).live
    copy.save_revision(user=people["author"])
    approval.submit(copy, people["author"])
    approval.approve(copy, people["editor"])
    assert StoryPage.objects.get(pk=copy.pk).live
