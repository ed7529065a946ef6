"""A story goes out when a second person approved it: exactly what was approved, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.log_actions import LogContext
from wagtail.models import Locale

from products import services
from products.errors import Refused
from stories import approval, release_followers
from stories.authorship import wrote
from stories.models import Approval, Release, StoryPage
from tests.stories.factories import block, card, make_story, orange, release_story


@pytest.fixture
def story(stories_zh, people):
    product = orange(people)
    return make_story(stories_zh, people["author"], [block("text", "<p>" + "橘" * 120 + "</p>"), card(product)])


def test_an_approved_story_is_live_with_a_release(story, people):
    story = release_story(story, people)
    release = Release.objects.get(story=story)
    assert story.live
    assert (release.version, release.approved_by) == (1, people["editor"])
    assert release.parsed().digest == release.digest
    assert release.carried.get().product.code == release.parsed().products[0].code
    assert Approval.objects.get().went_live_at == release.live_from


def test_a_second_approval_makes_a_second_version(story, people):
    story = release_story(story, people)
    story.title = "保靖的橘子甜了"
    story.save_revision(user=people["author"])
    story = release_story(story, people)
    assert story.title == "保靖的橘子甜了"
    assert list(Release.objects.values_list("version", flat=True)) == [2, 1]


def test_followers_are_told_in_the_transaction(story, people, monkeypatch):
    told = []
    monkeypatch.setattr(release_followers, "_released", [lambda release: told.append(release.version)])
    release_story(story, people)
    assert told == [1]


def test_a_follower_that_fails_takes_everything_back(story, people, monkeypatch):
    def fail(release):
        raise RuntimeError

    monkeypatch.setattr(release_followers, "_released", [fail])
    approval.submit(story, people["author"])
    with pytest.raises(RuntimeError):
        approval.approve(story, people["editor"])
    story = StoryPage.objects.get(pk=story.pk)
    assert not story.live
    assert story.workflow_in_progress
    assert not Release.objects.exists()
    assert not Approval.objects.exists()


@pytest.mark.parametrize("name", ["author", "admin", "operator"])
def test_only_a_second_person_of_the_group_approves(story, people, name):
    approval.submit(story, people["author"])
    with pytest.raises(Refused):
        approval.approve(story, people[name])
    assert not StoryPage.objects.get(pk=story.pk).live


def test_an_editor_who_touched_the_text_is_no_second_person(story, people):
    story.save_revision(user=people["editor"])
    approval.submit(story, people["author"])
    with pytest.raises(Refused):
        approval.approve(story, people["editor"])


def test_an_editor_named_as_author_is_no_second_person(story, people):
    story.authors.add(people["editor"])
    story.save()
    story.save_revision(user=people["author"])
    approval.submit(story, people["author"])
    with pytest.raises(Refused):
        approval.approve(story, people["editor"])


def test_an_earlier_hand_counts_until_the_next_approval(story, people, django_user_model):
    from django.contrib.auth.models import Group

    other = django_user_model.objects.create_user("second-editor")
    other.groups.add(Group.objects.get(name="editor"))
    story.save_revision(user=people["editor"])
    approval.submit(story, people["author"])
    approval.approve(story, other)
    story = StoryPage.objects.get(pk=story.pk)
    story.title = "新的标题"
    story.save_revision(user=people["author"])
    assert release_story(story, people).title == "新的标题"


def test_content_changed_after_submission_is_not_approved(story, people):
    """An autosave rewrites the very revision that was submitted."""
    approval.submit(story, people["author"])
    story = StoryPage.objects.get(pk=story.pk)
    submitted = story.get_latest_revision()
    story.title = "偷换"
    story.save_revision(user=people["author"], overwrite_revision=submitted)
    with pytest.raises(Refused) as refusal:
        approval.approve(story, people["editor"])
    assert refusal.value.code == "approval.content_changed"
    assert not StoryPage.objects.get(pk=story.pk).live


def test_a_picture_swapped_after_submission_is_not_approved(story, people):
    approval.submit(story, people["author"])
    type(story.cover).objects.filter(pk=story.cover_id).update(sha256="f" * 64)
    with pytest.raises(Refused):
        approval.approve(story, people["editor"])


def test_a_later_draft_stays_a_draft(story, people):
    story = release_story(story, people)
    story.title = "还没批准"
    story.save_revision(user=people["author"])
    live = StoryPage.objects.get(pk=story.pk)
    assert live.title != "还没批准"
    assert live.has_unpublished_changes


def test_an_unverified_product_stops_the_submission(story, people):
    services.withdraw(story.built.document and _product(story), people["confirmer"], "抽检不合格")
    with pytest.raises(Refused) as refusal:
        approval.submit(story, people["author"])
    assert refusal.value.code == "story.not_ready"
    assert not StoryPage.objects.get(pk=story.pk).workflow_in_progress


def test_a_product_withdrawn_under_review_stops_the_approval(story, people):
    approval.submit(story, people["author"])
    services.withdraw(_product(story), people["confirmer"], "抽检不合格")
    with pytest.raises(Refused) as refusal:
        approval.approve(story, people["editor"])
    assert refusal.value.code == "story.product_unverified"
    assert not StoryPage.objects.get(pk=story.pk).live


def test_a_rejected_story_can_be_submitted_again(story, people):
    approval.submit(story, people["author"])
    approval.reject(story, people["editor"], "标题再想想")
    story = StoryPage.objects.get(pk=story.pk)
    story.title = "保靖，橘子"
    story.save_revision(user=people["author"])
    assert release_story(story, people).title == "保靖，橘子"


def test_a_half_filled_story_is_refused_with_every_reason(stories_zh, people):
    story = make_story(stories_zh, people["author"], [block("image", {"photo": None, "caption": ""})])
    with pytest.raises(Refused) as refusal:
        approval.submit(story, people["author"])
    assert {finding.code for finding in refusal.value.findings} >= {"story.photo_missing", "story.body_missing"}


def test_a_person_without_the_right_to_edit_cannot_submit(story, people):
    with pytest.raises(Refused):
        approval.submit(story, people["analyst"])


def test_a_backdated_approval_backdates_the_release(story, people):
    at = timezone.now() - timedelta(days=40)
    story = release_story(story, people, at=at)
    release = Release.objects.get(story=story)
    assert release.approved_at == release.live_from == at
    assert story.first_published_at == at


def test_taking_down_is_told(story, people, monkeypatch):
    told = []
    monkeypatch.setattr(release_followers, "_taken_down", [lambda story, reason: told.append((story.pk, reason))])
    story = release_story(story, people)
    story.unpublish(user=people["admin"])
    assert told == [(story.pk, "unpublished")]
    assert story.current_release is not None or not StoryPage.objects.get(pk=story.pk).live


def test_what_was_out_once_cannot_be_deleted(story, people):
    assert story.permissions_for_user(people["admin"]).can_delete()
    story = release_story(story, people)
    assert not story.permissions_for_user(people["admin"]).can_delete()


def _product(story):
    from products.models import Product

    return Product.objects.get(code=story.built.document.products[0].code)


def test_whoever_translated_a_story_is_never_its_second_person(people, stories_zh):
    """Also after somebody else approved it once: most of its words stay theirs."""
    english = Locale.objects.get(language_code="en")
    original = make_story(stories_zh, people["author"])
    # As in a request: the action itself leaves its user out of the log.
    with LogContext(user=people["editor"]):
        copy = CopyPageForTranslationAction(original, english).execute(skip_permission_checks=True)
    assert wrote(people["editor"], copy)
    Approval.objects.create(
        page=copy,
        revision_id=copy.get_latest_revision().pk,
        content_digest="",
        approved_by=people["admin"],
        approved_at=timezone.now(),
        went_live_at=timezone.now(),
    )
    assert wrote(people["editor"], copy)
