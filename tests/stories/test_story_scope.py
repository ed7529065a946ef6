"""An author edits what is theirs or their organisation's, and by no door anything else."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from products.errors import Refused
from stories import approval, reviews
from stories.desk.lists import editable_stories
from stories.story_scope import is_theirs, stories_of
from tests.factories import OrganisationFactory, UserFactory
from tests.stories.factories import make_story

# Route name and whether the whole address is (page) or (page, more).
ROUTES = {
    "edit": ("wagtailadmin_pages:edit", ()),
    "preview": ("wagtailadmin_pages:view_draft", ()),
    "history": ("wagtailadmin_pages:history", ()),
    "copy": ("wagtailadmin_pages:copy", ()),
    "delete": ("wagtailadmin_pages:delete", ()),
    "compare": ("wagtailadmin_pages:revisions_compare", ("earliest", "latest")),
    "review": ("story_review", ()),
    "tags": ("story_tags", ()),
}
OPEN_TO_ALL_AUTHORS: set[str] = set()


@pytest.fixture
def stranger(people):
    """An author of another organisation."""
    person = UserFactory(username="stranger", organisation=OrganisationFactory(kind="author"))
    person.groups.add(Group.objects.get(name="author"))
    return person


@pytest.fixture
def story(stories_zh, people):
    return make_story(stories_zh, people["author"])


@pytest.mark.parametrize("route", ROUTES)
def test_no_door_is_open_to_a_stranger(route, client, story, people, stranger):
    name, more = ROUTES[route]
    address = reverse(name, args=(story.pk, *more))
    client.force_login(stranger)
    assert client.get(address).status_code in (302, 403, 405)
    client.force_login(people["author"])
    assert client.get(address).status_code in (200, 405)


def test_lists_show_a_stranger_nothing(client, story, stories_zh, people, stranger):
    for address in (reverse("stories:index"), reverse("wagtailadmin_explore", args=(stories_zh.pk,))):
        client.force_login(stranger)
        assert story.title not in client.get(address).content.decode()
        client.force_login(people["author"])
        assert story.title in client.get(address).content.decode()
    policy = policy_registry.get_by_type(Page)
    assert story.pk not in policy.explorable_instances(stranger).values_list("pk", flat=True)
    assert stories_zh.pk in policy.explorable_instances(stranger).values_list("pk", flat=True)
    assert list(editable_stories(stranger)) == []


def test_a_stranger_submits_and_mends_nothing(story, people, stranger):
    with pytest.raises(Refused):
        approval.submit(story, stranger)
    approval.submit(story, people["author"])
    rows = reviews.reject_with_remarks(story, people["editor"], [reviews.Remark("other")])
    with pytest.raises(Refused):
        reviews.mark_mended(story, rows[0].pk, stranger)


def test_a_co_author_of_the_draft_brings_their_organisation_in(story, people, stranger):
    colleague = UserFactory(organisation=stranger.organisation)
    assert not is_theirs(colleague, story)
    story.authors.add(stranger)
    story.save_revision(user=people["author"])
    assert is_theirs(stranger, story)
    assert is_theirs(colleague, story)
    story.authors.remove(stranger)
    story.save_revision(user=people["author"])
    assert list(stories_of(stranger)) == []


def test_a_colleague_edits_and_an_editor_edits_all(story, people):
    colleague = UserFactory(organisation=people["author"].organisation)
    colleague.groups.add(Group.objects.get(name="author"))
    assert story.permissions_for_user(colleague).can_edit()
    assert story.permissions_for_user(people["editor"]).can_edit()
    assert story.permissions_for_user(people["admin"]).can_edit()
    assert not story.permissions_for_user(people["analyst"]).can_edit()


@pytest.mark.parametrize("named", ["owner", "co_author", "editor_who_edited"])
def test_no_author_approves(named, story, people, stranger):
    editors = Group.objects.get(name="editor")
    if named == "owner":
        people["author"].groups.add(editors)
        person = people["author"]
    elif named == "co_author":
        stranger.groups.add(editors)
        story.authors.add(stranger)
        story.save_revision(user=people["author"])
        person = stranger
    else:
        story.title = "编辑改过的题目"
        story.save_revision(user=people["editor"])
        person = people["editor"]
    approval.submit(story, people["author"])
    with pytest.raises(Refused):
        approval.approve(story, person)
