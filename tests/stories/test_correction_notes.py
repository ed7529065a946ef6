"""Readers learn what a version corrected and why; the next version begins without a note."""

import json

import pytest
from django.urls import reverse

from channels import envelope
from products.errors import Refused
from stories.correction_notes import add_to, begin_anew, unexplained
from stories.models import Release, StoryPage
from tests.stories.factories import make_story, release_story


@pytest.fixture
def live(stories_zh, people):
    return release_story(make_story(stories_zh, people["author"]), people)


def corrected(story, people, what="产量写错了，应为 5 吨", why="合作社更正", **changes) -> StoryPage:
    story = story.get_latest_revision_as_object()
    for name, value in {"corrects": True, "correction_what": what, "correction_why": why, **changes}.items():
        setattr(story, name, value)
    story.save_revision(user=people["author"])
    return release_story(story, people)


def notes(story) -> list[tuple[int, str]]:
    return [(note.version, note.what) for note in story.current_release.parsed().corrections]


def test_it_is_shown_to_readers(client, live, people):
    corrected(live, people, what="<i>5 吨</i>")
    page = client.get(live.url).content.decode()
    assert "&lt;i&gt;5 吨&lt;/i&gt;" in page
    assert "合作社更正" in page
    assert 'href="#corrections"' in page


def test_notes_stay_and_add_up(live, people):
    story = corrected(live, people, what="第一处")
    story = corrected(story, people, what="第二处")
    assert notes(story) == [(2, "第一处"), (3, "第二处")]


def test_the_same_note_carried_on_is_not_told_twice(live, people):
    story = corrected(live, people)
    story.title = "新题目"
    story.save_revision(user=people["author"])
    story = release_story(story, people)
    assert len(notes(story)) == 1


def test_an_update_adds_none(live, people):
    assert notes(corrected(live, people, corrects=False)) == []


def test_a_first_version_has_nothing_to_correct(stories_zh, people):
    story = make_story(stories_zh, people["author"], corrects=True, correction_what="什么", correction_why="为何")
    assert notes(release_story(story, people)) == []


def test_it_has_to_say_what_and_why(live, people):
    with pytest.raises(Refused):
        corrected(live, people, why=" ")
    assert Release.objects.count() == 1


def test_what_was_approved_is_not_rewritten_to_empty_the_note(live, people):
    story = corrected(live, people)
    newest = story.get_latest_revision_as_object()
    assert newest.corrects
    begin_anew(newest)
    assert (newest.corrects, newest.correction_what, newest.correction_why) == (False, "", "")


def test_the_editor_opens_with_an_empty_note(client, live, people):
    story = corrected(live, people)
    client.force_login(people["author"])
    form = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).context["form"]
    assert not form["corrects"].value()
    assert not form["correction_what"].value()


def test_a_change_of_a_live_story_asks_whether_it_was_wrong(live, people):
    draft = live.get_latest_revision_as_object()
    assert unexplained(draft, draft.built.document) == []
    draft.title = "新题目"
    assert [found.code for found in unexplained(draft, draft.built.document)] == ["story.change_unexplained"]
    draft.corrects = True
    assert unexplained(draft, draft.built.document) == []


@pytest.mark.django_db
def test_several_changed_facts_are_one_note():
    page = StoryPage()
    for line in ("海拔：450 米 → 480 米", "产量：4 吨 → 5 吨", "产量：4 吨 → 5 吨"):
        add_to(page, line, "走访确认")
    assert page.correction_what == "海拔：450 米 → 480 米\n产量：4 吨 → 5 吨"
    assert (page.corrects, page.correction_why) == (True, "走访确认")


def test_channels_are_told_in_the_envelope(live, people):
    release = corrected(live, people).current_release
    data = envelope._story(release.parsed())
    assert json.loads(json.dumps(data))["corrections"][0]["version"] == 2
    first = Release.objects.get(version=1)
    assert "corrections" not in envelope._story(first.parsed())
