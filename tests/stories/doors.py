"""Every way we know in which a story could get out, tried for real.

A door is a function that tries with all its might, as a person who has even Wagtail's publish
right, and asserts what the door itself answers. What is live afterwards is checked by the tests.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import APIToken, Locale, Page, Revision, Workflow

from products.errors import Refused
from stories import approval
from stories.models import Release, StoryIndexPage, StoryPage
from tests.factories import UserFactory
from tests.stories.editor import add_url, edit_url, form_data
from tests.stories.factories import make_story

MARK = "未批准"


@dataclass
class Try:
    """`person` wrote both: `draft`, never approved, and a change to `live`, which is out."""

    client: Client
    person: object
    draft: StoryPage
    live: StoryPage
    index: StoryIndexPage

    @property
    def token(self) -> dict[str, str]:
        _token, key = APIToken.create_token(user=self.person, name="try")
        return {"Authorization": f"Bearer {key}"}

    def fresh(self, story: StoryPage) -> StoryPage:
        return StoryPage.objects.get(pk=story.pk)


Door = Callable[[Try], None]
# Doors a person opens in the admin or over an API; they are tried as author, editor and superuser.
FOR_PEOPLE: dict[str, Door] = {}
# Doors only code can open.
FOR_CODE: dict[str, Door] = {}


def for_people(door: Door) -> Door:
    FOR_PEOPLE[door.__name__] = door
    return door


def for_code(door: Door) -> Door:
    FOR_CODE[door.__name__] = door
    return door


@contextlib.contextmanager
def refused():
    """The code must be told no, not be ignored."""
    try:
        yield
    except (Refused, PermissionDenied):
        return
    raise AssertionError("nobody said no")


def url(name: str, *args) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def no_publish_button(html: str) -> None:
    assert 'name="action-publish"' not in html


@for_people
def editor_publish(use: Try) -> None:
    for story in (use.draft, use.live):
        no_publish_button(use.client.get(edit_url(story)).content.decode())
        data = form_data(story, title=f"{MARK}的标题") | {"action-publish": "1"}
        assert use.client.post(edit_url(story), data).status_code == 302


@for_people
def create_and_publish(use: Try) -> None:
    no_publish_button(use.client.get(add_url(use.index)).content.decode())
    data = form_data(author=use.person, title=f"{MARK}的新稿", cover=str(use.draft.cover_id))
    use.client.post(add_url(use.index), data | {"action-publish": "1"})
    assert StoryPage.objects.filter(title=f"{MARK}的新稿", live=False).exists()


@for_people
def bulk_publish(use: Try) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = f"?id={use.draft.pk}&id={use.live.pk}&id={use.index.pk}"
    answer = use.client.get(address + query)
    assert not answer.context["items"]
    use.client.post(address + query, {"include_descendants": "on"})


@for_people
def copy_with_publish(use: Try) -> None:
    data = {"new_title": f"{MARK}的副本", "new_slug": "fu-ben", "new_parent_page": use.index.pk}
    assert "publish_copies" not in use.client.get(url("copy", use.live.pk)).context["form"].fields
    use.client.post(url("copy", use.live.pk), data | {"publish_copies": "on"})
    assert not StoryPage.objects.get(slug="fu-ben").live


@for_people
def alias(use: Try) -> None:
    data = {"new_title": f"{MARK}的替身", "new_slug": "ti-shen", "new_parent_page": use.index.pk}
    assert "alias" not in use.client.get(url("copy", use.live.pk)).context["form"].fields
    use.client.post(url("copy", use.live.pk), data | {"alias": "on"})
    assert not Page.objects.filter(alias_of__isnull=False).exists()


@for_people
def schedule_in_the_editor(use: Try) -> None:
    soon = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    data = form_data(use.draft, go_live_at=soon) | {"action-publish": "1"}
    use.client.post(edit_url(use.draft), data)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    call_command("publish_scheduled")


@for_people
def revert_and_publish(use: Try) -> None:
    older = use.draft.revisions.order_by("pk").first()
    no_publish_button(use.client.get(url("revisions_revert", use.draft.pk, older.pk)).content.decode())
    data = form_data(use.draft) | {"action-publish": "1", "revision": str(older.pk)}
    use.client.post(edit_url(use.draft), data)


@for_people
def admin_api_publish(use: Try) -> None:
    for story in (use.draft, use.live):
        address = reverse("wagtailadmin_api:pages:action", args=[story.pk, "publish"])
        assert use.client.post(address, {}, content_type="application/json").status_code == 403


@for_people
def admin_api_copy_and_alias(use: Try) -> None:
    for action, data in (("copy", {"keep_live": True}), ("create_alias", {})):
        address = reverse("wagtailadmin_api:pages:action", args=[use.live.pk, action])
        answer = use.client.post(address, json.dumps(data), content_type="application/json")
        assert answer.status_code == 403, action


@for_people
def api_publish(use: Try) -> None:
    for story in (use.draft, use.live):
        address = f"/api/v3/pages/{story.pk}/actions/publish/"
        assert Client().post(address, headers=use.token).status_code == 403


@for_people
def api_create_patch_and_copy(use: Try) -> None:
    headers = use.token

    def send(method: str, path: str, data: dict) -> int:
        send_it = getattr(Client(), method)
        return send_it(f"/api/v3/pages/{path}", data, content_type="application/json", headers=headers).status_code

    meta = {"type": "stories.StoryPage", "parent_id": use.index.pk, "action": "publish"}
    assert send("post", "", {"meta": meta, "title": f"{MARK}的新稿", "slug": "xin-gao", "form": "article"}) == 403
    assert send("patch", f"{use.live.pk}/", {"meta": {"action": "publish"}, "title": f"{MARK}的标题"}) == 403
    assert send("post", f"{use.live.pk}/actions/copy/", {"keep_live": True, "title": f"{MARK}的副本"}) == 403
    assert send("post", f"{use.live.pk}/actions/create_alias/", {}) == 403


@for_people
def translate(use: Try) -> None:
    """simple_translation: what it makes are drafts."""
    english = Locale.objects.get(language_code="en")
    address = reverse("simple_translation:submit_page_translation", args=[use.live.pk])
    with refused():
        use.live.copy_for_translation(english, alias=True)
    use.client.post(address, {"locales": [english.pk]})
    assert not StoryPage.objects.get(locale=english).live


@for_people
def move(use: Try) -> None:
    use.client.post(url("move_confirm", use.draft.pk, use.index.pk))
    assert not use.fresh(use.draft).live


@for_people
def approve_ones_own(use: Try) -> None:
    """The writer submits and then decides: in the editor, by the dashboard's address, by the service."""
    state = approval.submit(use.draft, use.person).current_task_state
    assert 'data-workflow-action-name="approve"' not in use.client.get(edit_url(use.draft)).content.decode()
    answer = use.client.post(url("workflow_action", use.draft.pk, "approve", state.pk), {"comment": ""})
    assert answer.status_code in (302, 403)
    data = {"action-workflow-action": "1", "workflow-action-name": "approve", "workflow-action-extra-data": "{}"}
    use.client.post(edit_url(use.draft), form_data(use.draft) | data)
    with refused():
        approval.approve(use.draft, use.person)


@for_people
def approve_ones_own_by_anothers_address(use: Try) -> None:
    """The dashboard takes the page and the review from the address: they need not belong together."""
    writer = UserFactory(username="somebody-else", is_superuser=True)
    other = make_story(use.index, writer, title=f"别人的{MARK}稿")
    approval.submit(other, writer)
    state = approval.submit(use.draft, use.person).current_task_state
    use.client.post(url("workflow_action", other.pk, "approve", state.pk), {"comment": ""})
    assert use.fresh(use.draft).workflow_in_progress


@for_code
def publish_a_revision(use: Try) -> None:
    for story in (use.draft, use.live):
        revision = use.fresh(story).get_latest_revision()
        with refused():
            revision.publish()
        with refused():
            use.fresh(story).publish(revision, user=use.person, skip_permission_checks=True)
        with refused():
            PublishPageRevisionAction(revision).execute(skip_permission_checks=True)


@for_code
def save_a_row_as_live(use: Try) -> None:
    story = use.fresh(use.draft)
    story.live = True
    with refused():
        story.save()
    with refused():
        story.save(update_fields=["live"])
    page = Page.objects.get(pk=use.draft.pk)
    page.live = True
    with refused():
        page.save()


@for_code
def import_as_live(use: Try) -> None:
    story = StoryPage(title=f"导入的{MARK}稿", live=True, first_published_at=timezone.now())
    use.index.add_child(instance=story)
    assert not use.fresh(story).live


@for_code
def copy_or_alias_in_code(use: Try) -> None:
    use.live.copy(keep_live=True, update_attrs={"slug": "fu-ben-2", "title": f"{MARK}的副本"})
    assert not StoryPage.objects.get(slug="fu-ben-2").live
    with refused():
        use.live.create_alias(update_slug="ti-shen-2")


@for_code
def a_forged_schedule(use: Try) -> None:
    """Wagtail's command and ours both ask the gate."""
    for story in (use.draft, use.live):
        Revision.objects.filter(pk=use.fresh(story).latest_revision_id).update(approved_go_live_at=timezone.now())
    with contextlib.suppress(Refused):
        call_command("publish_scheduled")
    call_command("publish_due")
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 2


@for_code
def an_approval_used_twice(use: Try) -> None:
    """What was approved once and taken down needs a new approval to come back."""
    approved = Revision.objects.get(pk=Release.objects.get().revision_id)
    use.fresh(use.live).unpublish()
    with refused():
        approved.publish()
    assert not use.fresh(use.live).live


@for_code
def a_workflow_without_review(use: Try) -> None:
    """Finishing a workflow that has no task, or whose task was switched off, approves nothing."""
    empty = Workflow.objects.create(name="Nobody")
    with refused():
        empty.start(use.draft, use.person)
    approval.submit(use.draft, use.person)
    with refused():
        use.fresh(use.draft).current_workflow_state.finish(user=use.person)


@for_code
def the_review_approved_behind_its_back(use: Try) -> None:
    state = approval.submit(use.draft, use.person).current_task_state
    with refused():
        state.approve(user=use.person)
    state.refresh_from_db()
    with refused():
        state.approve(user=None)


@for_code
def a_row_updated_in_the_database(use: Try) -> None:
    """No code can stop this one: readers still get nothing, as there is no release."""
    StoryPage.objects.filter(pk=use.draft.pk).update(live=True)
    assert Client().get(use.draft.url).status_code == 404
    StoryPage.objects.filter(pk=use.draft.pk).update(live=False)
