"""The review page, giving a story back with reasons, and what its authors see of it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import translation

from stories import approval, reviews
from stories.models import ReviewRemark, StoryPage
from tests.factories import UserFactory
from tests.stories.editor import edit_url
from tests.stories.factories import make_story, release_story


@pytest.fixture(autouse=True)
def in_english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.fixture
def waiting(stories_zh, people):
    story = make_story(stories_zh, people["author"])
    approval.submit(story, people["author"])
    return story


@pytest.fixture
def editor(client, people):
    client.force_login(people["editor"])
    return client


def act(client, story, action: str, **data):
    address = reverse("story_review_action", args=(story.pk, action))
    return client.post(address, data, follow=True).content.decode()


def test_claiming_and_letting_go_by_buttons(editor, waiting, people):
    act(editor, waiting, "claim")
    assert reviews.review_of(waiting).claimed_by == people["editor"]
    act(editor, waiting, "release")
    assert reviews.review_of(waiting).claimed_by is None
    act(editor, waiting, "assign", person=people["editor"].pk)
    assert reviews.review_of(waiting).claimed_by == people["editor"]
    assert "Choose somebody" in act(editor, waiting, "assign", person="x")
    assert "Choose a day" in act(editor, waiting, "due", due_on="2026-99-99")


def test_the_second_is_told_and_takes_over(editor, waiting, people):
    first = UserFactory(username="first")
    first.groups.add(Group.objects.get(name="editor"))
    reviews.claim(waiting, first)
    with translation.override("en"):  # The editor's own language.
        assert str(first) in act(editor, waiting, "claim")
    assert 'data-workflow-action-name="approve"' not in editor.get(edit_url(waiting)).content.decode()
    act(editor, waiting, "take")
    assert reviews.review_of(waiting).claimed_by == people["editor"]


def test_giving_back_at_a_block_and_mending_it(editor, waiting, people):
    block = waiting.body.raw_data[0]["id"]
    address = reverse("story_reject", args=(waiting.pk,))
    assert address in editor.get(edit_url(waiting)).content.decode()
    assert "橘子熟了" in editor.get(address).content.decode()
    assert editor.post(address, {}).status_code == 422
    answer = editor.post(address, {f"block-{block}-text": "几月？"})
    assert answer.status_code == 422
    assert "几月？" in answer.content.decode()
    assert reviews.review_of(waiting)
    editor.post(address, {f"block-{block}-text": "几月？", f"block-{block}-reason": "facts"})
    remark = ReviewRemark.objects.get()
    editor.force_login(people["author"])
    html = editor.get(edit_url(waiting)).content.decode()
    assert f'data-remark="{remark.pk}"' in html
    assert f'href="#block-{block}-section"' in html
    act(editor, waiting, "mended", remark=remark.pk, mended="yes")
    remark.refresh_from_db()
    assert remark.resolved_by == people["author"]
    approval.submit(waiting, people["author"])
    editor.force_login(people["editor"])
    html = editor.get(reverse("story_review", args=(waiting.pk,))).content.decode()
    assert "几月？" in html
    assert "Mended" in html


def test_what_is_gone_is_told_in_words(editor, waiting, people):
    address = reverse("story_reject", args=(waiting.pk,))
    approval.reject(waiting, people["editor"])
    assert "waiting for a decision any more" in editor.get(address, follow=True).content.decode()
    assert "waiting for a decision any more" in act(editor, waiting, "claim")
    answer = editor.post(address, {"field--reason": "other"})
    assert answer.status_code == 422
    StoryPage.objects.get(pk=waiting.pk).delete()
    assert "This story was deleted" in editor.get(address, follow=True).content.decode()
    assert "This story was deleted" in act(editor, waiting, "claim")


@pytest.mark.parametrize("role", ["recommender", "inspector", "confirmer", "operator", "analyst"])
def test_the_pages_are_closed_to_others(role, client, waiting, people):
    client.force_login(people[role])
    for name in ("story_review", "story_reject"):
        assert client.get(reverse(name, args=(waiting.pk,))).status_code in (302, 403)
    act(client, waiting, "claim")
    assert reviews.review_of(waiting).claimed_by is None


def test_an_author_sees_the_review_and_decides_nothing(client, waiting, people):
    client.force_login(people["author"])
    assert client.get(reverse("story_review", args=(waiting.pk,))).status_code == 200
    assert client.get(reverse("story_reject", args=(waiting.pk,))).status_code in (302, 403)
    client.post(reverse("story_reject", args=(waiting.pk,)), {"field--reason": "other"})
    act(client, waiting, "claim")
    assert reviews.review_of(waiting).claimed_by is None
    assert reviews.review_of(waiting)


def test_the_draft_is_compared_with_what_was_approved(editor, stories_zh, people):
    story = release_story(make_story(stories_zh, people["author"]), people)
    story.title = "改过的题目"
    story.save_revision(user=people["author"])
    approval.submit(story, people["author"])
    # What was approved stays comparable when its revision is purged.
    story.revisions.exclude(pk=story.latest_revision_id).delete()
    address = reverse("wagtailadmin_pages:revisions_compare", args=(story.pk, "live", "latest"))
    assert address in editor.get(reverse("story_review", args=(story.pk,))).content.decode()
    assert address in editor.get(edit_url(story)).content.decode()
    html = editor.get(address).content.decode()
    assert "保靖的橘子熟了" in html
    assert "改过的题目" in html


class TestTickingInTheEditor:
    JSON = {"accept": "application/json"}

    @pytest.fixture
    def remark(self, waiting, people):
        [remark] = reviews.reject_with_remarks(waiting, people["editor"], [reviews.Remark("other", "补上日期")])
        return remark

    def tick(self, client, story, **data):
        address = reverse("story_review_action", args=(story.pk, "mended"))
        return client.post(address, data, headers=self.JSON)

    def test_the_author_stays_in_the_text(self, client, waiting, people, remark):
        client.force_login(people["author"])
        page = client.get(edit_url(waiting)).content.decode()
        assert f'data-mended-url="{reverse("story_review_action", args=(waiting.pk, "mended"))}"' in page
        assert "review-remarks.js" in page
        answer = self.tick(client, waiting, remark=remark.pk, mended="yes")
        assert 'data-mended="no"' in answer.json()["html"]
        remark.refresh_from_db()
        assert remark.resolved_by == people["author"]
        answer = self.tick(client, waiting, remark=remark.pk, mended="no")
        assert 'data-mended="yes"' in answer.json()["html"]
        assert len(reviews.open_remarks(waiting)) == 1

    @pytest.mark.parametrize("number", ["", "x", "999999", "9" * 40])
    def test_a_remark_that_is_gone_is_said(self, client, waiting, people, remark, number):
        client.force_login(people["author"])
        answer = self.tick(client, waiting, remark=number, mended="yes")
        assert answer.status_code == 409
        assert "gone" in answer.json()["error"]
