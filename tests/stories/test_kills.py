"""A killed story is down everywhere at once, and stays down until another person says otherwise."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from products.errors import Refused
from products.gate import NotApproved
from products.models import Letter
from stories import approval, kills
from stories.kill_letters import write_of_the_kill
from stories.models import Release, StoryKill, StoryPage
from stories.schedule import publish_due
from tests.factories import UserFactory
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange, release_story


@pytest.fixture
def story(stories_zh, people):
    return make_story(stories_zh, people["author"], [block("text", PARAGRAPH), card(orange(people))])


@pytest.fixture
def live(story, people):
    return release_story(story, people)


@pytest.fixture
def second_editor(people):
    person = UserFactory(organisation=people["editor"].organisation)
    person.groups.set(people["editor"].groups.all())
    return person


def fresh(story: StoryPage) -> StoryPage:
    return StoryPage.objects.get(pk=story.pk)


def killed(story, people, **words) -> StoryKill:
    return kills.kill(story, people["editor"], words.pop("reason", "照片系伪造"), **words)


def test_readers_are_told_that_it_was_withdrawn_and_not_why(client, live, people):
    address = live.url
    killed(live, people)
    answer = client.get(address)
    assert answer.status_code == 410
    assert "照片系伪造" not in answer.content.decode()


def test_readers_see_what_was_written_for_them(client, live, people):
    address = live.url
    killed(live, people, public_note="<b>产地有误</b>")
    page = client.get(address).content.decode()
    assert "&lt;b&gt;产地有误&lt;/b&gt;" in page


@pytest.mark.parametrize("role", ["author", "operator", "recommender", "confirmer"])
def test_only_an_editor_of_the_team_may(live, people, role):
    with pytest.raises(Refused) as refused:
        kills.kill(live, people[role], "不好")
    assert refused.value.code == "kill.not_allowed"
    assert fresh(live).live


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_it_takes_a_reason(live, people, reason):
    with pytest.raises(Refused):
        kills.kill(live, people["editor"], reason)
    assert fresh(live).live


def test_a_second_kill_is_refused(live, people, second_editor):
    killed(live, people)
    with pytest.raises(Refused) as refused:
        kills.kill(live, second_editor, "再一次")
    assert refused.value.code == "kill.already"


def test_a_draft_that_never_was_out_is_not_killed(story, people):
    with pytest.raises(Refused) as refused:
        killed(story, people)
    assert refused.value.code == "kill.never_out"


def test_it_ends_the_review_and_no_new_one_begins(live, people):
    live.title = "新题目"
    live.save_revision(user=people["author"])
    approval.submit(live, people["author"])
    killed(live, people)
    assert fresh(live).current_workflow_state is None
    with pytest.raises(Refused) as refused:
        approval.submit(live, people["author"])
    assert refused.value.code == "story.killed"


def test_it_ends_the_schedule(story, people):
    story.go_live_at = timezone.now() + timedelta(hours=1)
    story.save_revision(user=people["author"])
    release_story(story, people)
    killed(story, people)
    assert publish_due(timezone.now() + timedelta(hours=2)).published == []
    assert not Release.objects.exists()


def test_another_person_allows_it_and_it_comes_back_by_approval_only(client, live, people, second_editor):
    address = live.url
    killed(live, people)
    with pytest.raises(Refused) as refused:
        kills.lift(live, people["editor"])
    assert refused.value.code == "kill.same_person"
    kills.lift(live, second_editor)
    assert client.get(address).status_code == 404
    release_story(fresh(live), people)
    assert client.get(address).status_code == 200


def test_an_approval_from_before_is_worth_nothing_after(story, people, second_editor):
    story.go_live_at = timezone.now() + timedelta(hours=1)
    story.save_revision(user=people["author"])
    revision = release_story(story, people).get_latest_revision()
    killed(story, people)
    kills.lift(story, second_editor)
    with pytest.raises(NotApproved) as refused:
        revision.publish()
    assert refused.value.code == "gate.killed_since_approval"


def test_a_publishing_at_the_same_moment_is_undone(story, people, monkeypatch):
    """The kill lands after the first check and before the release: as seen by a publisher that waited for the row."""
    approval.submit(story, people["author"])
    asked = kills.refuse_killed

    def kill_after(story_id):
        asked(story_id)
        if not StoryKill.objects.exists():
            StoryKill.objects.create(story_id=story_id, by=people["editor"], at=timezone.now(), reason="晚了一步")

    monkeypatch.setattr("stories.kills.refuse_killed", kill_after)
    with pytest.raises(Refused):
        approval.approve(story, people["editor"])
    assert not fresh(story).live
    assert not Release.objects.exists()


def test_everybody_concerned_is_written_to(live, people):
    for role in ("author", "editor", "operator"):
        people[role].email = f"{role}@example.org"
        people[role].save()
    done = killed(live, people)
    write_of_the_kill(done.pk)
    write_of_the_kill(done.pk)
    letters = Letter.objects.filter(subject__contains=live.title)
    assert sorted(letter.to for letter in letters) == [
        f"{role}@example.org" for role in ("author", "editor", "operator")
    ]
    assert all("照片系伪造" in letter.body for letter in letters)


class TestPage:
    def address(self, story) -> str:
        return reverse("story_kill", args=[story.pk])

    def test_closed_to_others(self, client, live, people):
        client.force_login(people["author"])
        client.post(self.address(live), {"reason": "不好"})
        assert fresh(live).live

    def test_says_what_it_would_hit_and_does_it(self, client, live, people):
        client.get(live.url)
        client.force_login(people["editor"])
        assert any("1" in line for line in client.get(self.address(live)).context["effect"])
        assert client.post(self.address(live), {"reason": ""}).status_code == 200
        assert fresh(live).live
        client.post(self.address(live), {"reason": "照片系伪造"})
        assert not fresh(live).live

    def test_the_way_back_is_offered_to_another_only(self, client, live, people, second_editor):
        killed(live, people)
        client.force_login(people["editor"])
        assert b'name="lift"' not in client.get(self.address(live)).content
        client.force_login(second_editor)
        assert b'name="lift"' in client.get(self.address(live)).content
        client.post(self.address(live), {"lift": "1"})
        assert not StoryKill.objects.standing().exists()

    def test_the_editor_has_the_way_there(self, client, live, people):
        client.force_login(people["editor"])
        address = reverse("wagtailadmin_pages:edit", args=[live.pk])
        assert self.address(live) in client.get(address).content.decode()
        killed(live, people)
        assert self.address(live) in client.get(address).content.decode()

    @pytest.mark.parametrize("role", ["author", "editor"])
    def test_the_editor_says_at_its_top_that_it_is_down_and_why(self, client, live, people, second_editor, role):
        client.force_login(people[role])
        address = reverse("wagtailadmin_pages:edit", args=[live.pk])
        assert "data-killed" not in client.get(address).content.decode()
        kill = killed(live, people, reason="照片系伪造")
        told = LexborHTMLParser(client.get(address).content).css_first("[data-killed]")
        assert "照片系伪造" in told.text()
        assert kill.by.display_name() in told.text()
        assert bool(told.css_first("a")) is (role == "editor")
        kills.lift(live, second_editor)
        assert "data-killed" not in client.get(address).content.decode()
