"""No door lets out what a second person did not approve; and the doors notice when they are unhinged."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from wagtail.models import GroupPagePermission, Page, WorkflowState
from wagtail.workflows import publish_workflow_state

from products.gate import GatedPageMixin
from stories import approval, readiness
from stories.models import Release, StoryPage
from tests.stories.doors import FOR_CODE, FOR_PEOPLE, MARK, Try
from tests.stories.factories import make_story, release_story

pytestmark = [pytest.mark.urls("tests.stories.urls_with_apis")]


@pytest.fixture
def attempt(client, people, stories_zh, monkeypatch):
    """Makes a `Try` as the person of a role, who gets all the rights Wagtail knows, publishing included."""
    monkeypatch.setattr(readiness, "_providers", [])

    def make(role: str) -> Try:
        person = people[role]
        _give_every_right(("author", "editor"))
        live = release_story(make_story(stories_zh, people["author"]), people)
        draft = make_story(stories_zh, person, title=f"{MARK}的稿子")
        draft.save_revision(user=person)
        live.title = f"{MARK}的改动"
        live.save_revision(user=person)
        client.force_login(person)
        return Try(client, person, draft, StoryPage.objects.get(pk=live.pk), stories_zh)

    return make


def _give_every_right(groups: tuple[str, ...]) -> None:
    root = Page.get_first_root_node()
    translating = Permission.objects.get(codename="submit_translation")
    for group in Group.objects.filter(name__in=groups):
        group.permissions.add(translating)
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=["add_page", "change_page", "publish_page"]
        ):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def nothing_is_out(attempt: Try) -> None:
    assert not StoryPage.objects.live().filter(title__contains=MARK).exists()
    assert not any(MARK in release.document for release in Release.objects.all())
    assert Release.objects.count() == 1
    assert attempt.client.get(attempt.draft.url).status_code == 404


def test_there_are_at_least_ten_doors():
    assert len(FOR_PEOPLE) >= 10
    assert len(FOR_CODE) >= 8


@pytest.mark.parametrize("role", ["author", "editor", "admin"])
@pytest.mark.parametrize("door", FOR_PEOPLE)
def test_nobody_gets_it_out(door, role, attempt):
    use = attempt(role)
    FOR_PEOPLE[door](use)
    nothing_is_out(use)


@pytest.mark.parametrize("door", FOR_CODE)
def test_no_code_gets_it_out(door, attempt):
    use = attempt("editor")
    FOR_CODE[door](use)
    nothing_is_out(use)


def the_approved_content_goes_out(use: Try, people) -> None:
    """The one way there is: another person approves, and that very content is live."""
    use.live.save_revision(user=use.person)
    approval.submit(use.live, use.person)
    approval.approve(use.live, people["editor"])
    assert StoryPage.objects.get(pk=use.live.pk).title == use.live.title
    assert Release.objects.count() == 2


def test_the_one_way_out(attempt, people):
    use = attempt("author")
    use.live.title = "批准了的改动"
    the_approved_content_goes_out(use, people)


# The tests above must fail without the two things they are about.


def without_testers(monkeypatch) -> None:
    for kind in (GatedPageMixin, StoryPage):
        monkeypatch.setattr(kind, "permissions_for_user", Page.permissions_for_user)


@pytest.mark.parametrize(
    "door",
    [
        "editor_publish",
        "create_and_publish",
        "bulk_publish",
        "revert_and_publish",
        "admin_api_copy_and_alias",
        "api_create_patch_and_copy",
    ],
)
def test_without_the_permission_tester_a_door_gives_way(door, attempt, monkeypatch):
    use = attempt("admin")
    without_testers(monkeypatch)
    use.client.raise_request_exception = False
    with pytest.raises(AssertionError):
        FOR_PEOPLE[door](use)


def test_without_the_finish_action_the_one_way_out_is_shut(attempt, people, monkeypatch):
    """Wagtail's own action publishes the newest revision, by the approver's publish right."""
    use = attempt("author")
    use.live.title = "批准了的改动"
    monkeypatch.setattr(WorkflowState, "on_finish", lambda state, user=None: publish_workflow_state(state, user))
    with pytest.raises((AssertionError, PermissionDenied)):
        the_approved_content_goes_out(use, people)


def test_without_the_gate_everything_gets_out(attempt, monkeypatch):
    """The doors above are real: with tester and guard gone, Wagtail publishes."""
    use = attempt("admin")
    without_testers(monkeypatch)
    monkeypatch.setattr("products.gate._guards", [lambda page, revision: None])
    monkeypatch.setattr("products.gate._after", [])
    use.draft.get_latest_revision().publish(user=use.person)
    assert StoryPage.objects.get(pk=use.draft.pk).live
