"""Two people at one draft, and what is gone by the time somebody reaches for it: told in words, and no text lost."""

import json

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import TaskState
from wagtail.test.utils.form_data import rich_text, streamfield

from stories import approval, readiness, reviews
from stories.models import StoryPage
from tests.factories import PhotoFactory, ProductFactory, UserFactory
from tests.stories.editor import edit_url, form_data
from tests.stories.factories import PARAGRAPH, block, card, make_story

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def story(stories_zh, people):
    return make_story(stories_zh, people["author"], title="一稿")


@pytest.fixture
def colleague(people):
    person = UserFactory(username="colleague", organisation=people["author"].organisation)
    person.groups.set(people["author"].groups.all())
    return person


def said(answer) -> str:
    return "\n".join(str(message) for message in answer.context["messages"])


def loaded(story) -> dict:
    """What the editor remembers of the version that it shows."""
    newest = StoryPage.objects.get(pk=story.pk).get_latest_revision()
    return {"loaded_revision_id": str(newest.pk), "loaded_revision_created_at": newest.created_at.isoformat()}


def titles(story) -> list[str]:
    return [revision.content["title"] for revision in story.revisions.order_by("pk")]


class TestTwoAuthors:
    def save(self, client, person, story, title, **more):
        client.force_login(person)
        return client.post(edit_url(story), form_data(story, title=title) | more, follow=True, headers=ENGLISH)

    def test_the_second_save_keeps_the_first_and_is_told(self, client, people, colleague, story):
        as_loaded = loaded(story)
        self.save(client, colleague, story, "同事的稿", **as_loaded)
        answer = self.save(client, people["author"], story, "我的稿", **as_loaded)
        assert titles(story) == ["一稿", "同事的稿", "我的稿"]
        first, second = story.revisions.order_by("pk")[1:]
        assert str(colleague) in said(answer)
        assert reverse("wagtailadmin_pages:revisions_compare", args=[story.pk, first.pk, second.pk]) in said(answer)

    def test_nor_is_a_version_written_over_that_was_saved_by_itself(self, client, people, colleague, story):
        """My own version of a minute ago is not the newest any more: mine becomes one more."""
        as_loaded = loaded(story)
        self.save(client, people["author"], story, "我刚才的稿", **as_loaded)
        mine = loaded(story)["loaded_revision_id"]
        self.save(client, colleague, story, "同事的稿", **loaded(story))
        answer = self.save(client, people["author"], story, "我的稿", **as_loaded, overwrite_revision_id=mine)
        assert titles(story) == ["一稿", "我刚才的稿", "同事的稿", "我的稿"]
        assert str(colleague) in said(answer)

    def test_who_submits_is_told_too(self, client, people, colleague, story):
        as_loaded = loaded(story)
        self.save(client, colleague, story, "同事的稿", **as_loaded)
        answer = self.save(client, people["author"], story, "我的稿", **as_loaded, **{"action-submit": "1"})
        assert titles(story)[1:] == ["同事的稿", "我的稿"]
        assert str(colleague) in said(answer)

    def test_an_autosave_waits(self, client, people, colleague, story):
        as_loaded = loaded(story)
        self.save(client, colleague, story, "同事的稿", **as_loaded)
        client.force_login(people["author"])
        answer = client.post(
            edit_url(story),
            form_data(story, title="我的稿") | as_loaded,
            headers={"accept": "application/json", **ENGLISH},
        )
        assert answer.status_code == 400
        assert answer.json()["error_code"] == "invalid_revision"
        assert titles(story) == ["一稿", "同事的稿"]

    def test_alone_nothing_is_said(self, client, people, story):
        answer = self.save(client, people["author"], story, "我的稿", **loaded(story))
        assert "meanwhile" not in said(answer).lower()

    @pytest.mark.parametrize("odd", ["x", "0", "-1", "9" * 30, "\x00"])
    def test_odd_marks_of_a_version(self, client, people, story, odd):
        """What a broken script sends saves the text as one more version."""
        more = {"overwrite_revision_id": odd, "loaded_revision_id": odd}
        answer = self.save(client, people["author"], story, "我的稿", **more)
        assert answer.status_code == 200
        assert titles(story) == ["一稿", "我的稿"]


class TestGone:
    @pytest.fixture
    def draft(self, stories_zh, people):
        """A draft whose cover, picture and product are gone."""
        photo, cover, product = PhotoFactory(), PhotoFactory(), ProductFactory()
        body = [
            block("text", PARAGRAPH),
            block("image", {"photo": photo.pk, "caption": "山坡"}),
            block("gallery", {"pictures": [{"photo": photo.pk, "caption": "又一张"}]}),
            card(product, pitch="甜"),
        ]
        story = make_story(stories_zh, people["author"], body, cover=cover)
        get_image_model().objects.filter(pk__in=[photo.pk, cover.pk]).delete()
        product.delete()
        return StoryPage.objects.get(pk=story.pk)

    def test_it_opens_is_saved_and_says_what_is_missing(self, client, people, draft):
        client.force_login(people["author"])
        assert client.get(edit_url(draft), headers=ENGLISH).status_code == 200
        assert client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).status_code in (200, 302)
        assert client.get(reverse("wagtailadmin_pages:history", args=[draft.pk])).status_code == 200
        compare = reverse("wagtailadmin_pages:revisions_compare", args=[draft.pk, "earliest", "latest"])
        assert client.get(compare).status_code == 200
        assert client.get(reverse("story_review", args=[draft.pk])).status_code == 200
        answer = client.post(edit_url(draft), form_data(draft, title="还在"), follow=True)
        assert answer.status_code == 200
        assert titles(draft) == [draft.title, "还在"], answer.context["form"].errors

    def test_a_picture_chosen_that_is_gone(self, client, people, story):
        client.force_login(people["author"])
        body = streamfield([("text", rich_text(PARAGRAPH)), ("image", {"photo": "999999", "caption": "没了"})])
        answer = client.post(edit_url(story), form_data(story, title="带图", body=body, cover="999999"), follow=True)
        assert answer.status_code == 200
        assert json.dumps("没了").strip('"') in answer.content.decode(), (
            "the caption stays on the screen or in the draft"
        )

    def test_it_is_not_submitted(self, people, draft):
        with pytest.raises(Exception) as caught:
            approval.submit(draft, people["author"])
        assert caught.type.__name__ in ("NotReady", "Refused", "NotApproved")


class TestVanishedAction:
    @pytest.fixture
    def story(self, stories_zh, people, monkeypatch):
        """What the form of the tests sends back unchanged; the channels' opinion is not the question."""
        monkeypatch.setattr(readiness, "_providers", [])
        return make_story(stories_zh, people["author"], title="一稿", summary="摘要", channel_settings=[])

    def decide(self, client, person, story, action, **changes):
        client.force_login(person)
        data = {"action-workflow-action": "1", "workflow-action-name": action, "workflow-action-extra-data": "{}"}
        # As the browser does it; a block without its id would be a new one.
        data["body-0-id"] = story.body[0].id
        answer = client.post(edit_url(story), form_data(story, **changes) | data, follow=True, headers=ENGLISH)
        assert answer.status_code == 200
        return answer

    def test_an_approval_after_it_was_given_back_saves_nothing(self, client, people, story):
        """A save would make the editor an author of the text, who could not approve it later."""
        approval.submit(story, people["author"])
        approval.reject(story, people["editor"])
        answer = self.decide(client, people["editor"], story, "approve")
        assert "Somebody has decided" in said(answer)
        assert titles(story) == ["一稿"]
        approval.submit(story, people["author"])
        approval.approve(story, people["editor"])
        assert StoryPage.objects.get(pk=story.pk).live

    def test_what_was_written_meanwhile_is_kept(self, client, people, story):
        approval.submit(story, people["author"])
        approval.reject(story, people["editor"])
        answer = self.decide(client, people["editor"], story, "approve", title="编辑改的题目")
        assert "Somebody has decided" in said(answer)
        assert titles(story) == ["一稿", "编辑改的题目"]

    def test_an_unknown_action(self, client, people, story):
        approval.submit(story, people["author"])
        answer = self.decide(client, people["editor"], story, "burn")
        assert "Somebody has decided" in said(answer)
        assert reviews.review_of(story) is not None
        assert titles(story) == ["一稿"]

    @pytest.mark.parametrize("action", ["approve", "reject", "burn"])
    def test_from_the_list(self, client, people, story, action):
        approval.submit(story, people["author"])
        review = reviews.review_of(story)
        approval.reject(story, people["editor"])
        client.force_login(people["editor"])
        address = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, action, review.pk])
        assert client.post(address, {"comment": ""}).status_code in (302, 403)
        assert TaskState.objects.get(pk=review.pk).status == TaskState.STATUS_REJECTED

    def test_a_submission_after_a_colleagues(self, client, people, colleague, story):
        """The draft waits for a decision by now: what was written stays on the screen."""
        approval.submit(story, colleague)
        client.force_login(people["author"])
        data = form_data(story, title="晚了一步") | {"action-submit": "1"}
        answer = client.post(edit_url(story), data, follow=True, headers=ENGLISH)
        assert answer.status_code == 200
        assert "晚了一步" in answer.content.decode()
        assert titles(story) == ["一稿"]
