"""The board says where each story stands, and what people tell it becomes reports and finished tasks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from channels import adapters, board, editions, feed, followers, rebuilding, receipts, takedowns
from channels.contract import Finding
from channels.models import Edition, Receipt, TakedownTask
from products.errors import Refused
from stories.models import Release
from tests.channels.factories import SmallAdapter, make_release, make_story

pytestmark = pytest.mark.django_db
BOARD, ACT = "/admin/channel-board/", "/admin/channel-board/act/"


@pytest.fixture
def two_channels(monkeypatch):
    """One that withdraws by its feed, and one where only a person can."""
    from channels import rendering

    registered = (SmallAdapter("small-one", "s1"), SmallAdapter("small-two", "s2", can_withdraw="manual"))
    monkeypatch.setattr(adapters, "ADAPTERS", registered)
    monkeypatch.setattr(adapters, "adapter_for", {one.key: one for one in registered}.__getitem__)
    monkeypatch.setattr(rendering, "violations", lambda key, body, lifted: [])
    return registered


@pytest.fixture
def operator(client, people):
    client.force_login(people["operator"])
    return people["operator"]


@pytest.fixture
def given(two_channels, story, product):
    """The edition of a story on the channel without a call for withdrawal."""
    editions.make_editions(make_release(story, product).pk)
    return Edition.objects.get(channel="small-two")


def states() -> dict[str, str]:
    return dict(board.cells().values_list("channel", "cell"))


def report(edition, state, **details):
    return receipts.record(
        edition.channel, story_id=edition.story_id, version=edition.release.version, state=state, **details
    )


def test_states_follow_what_happens(given, story, two_channels):
    assert states() == {"small-one": "ready", "small-two": "ready"}
    feed.note_fetch(feed.row_of("small-two"), 1)
    assert states()["small-two"] == "pulled"
    for state in ("rejected", "published", "removed"):
        report(given, state)
        assert states()["small-two"] == state
    followers.story_taken_down(story=story, reason="unpublished")
    assert states()["small-one"] == "withdrawn"
    report(Edition.objects.get(channel="small-one"), "removed")
    assert states()["small-one"] == "gone"


def test_a_blocked_version_shows_over_the_one_that_stands(given, story, product, two_channels, monkeypatch):
    monkeypatch.setattr(two_channels[1], "check", lambda document: [Finding("small-two.x", "block")])
    editions.make_editions(make_release(story, product, text="二").pk)
    assert states() == {"small-one": "ready", "small-two": "blocked"}


def test_a_withdrawal_by_hand_is_a_task_until_somebody_says_it_is_gone(given, story, client, operator):
    report(given, "published", external_url="https://om.qq.com/a/1")
    followers.story_taken_down(story=story, reason="unpublished")
    task = TakedownTask.objects.get()
    assert (task.channel, task.address, task.version) == ("small-two", "https://om.qq.com/a/1", 1)
    assert task.due_at - task.created_at == timedelta(hours=24)
    assert states() == {"small-one": "withdrawn", "small-two": "takedown"}
    cell = str(given.pk)
    client.post(ACT, {"action": "assign", "cell": cell, "sure": "1"})
    task.refresh_from_db()
    assert task.assignee == operator
    # Without a word on how it is known nothing is closed.
    assert client.post(ACT, {"action": "gone", "cell": cell, "sure": "1"}).context["errors"]
    task.refresh_from_db()
    assert task.done_at is None
    client.post(ACT, {"action": "gone", "cell": cell, "note": "后台已删，地址 404", "sure": "1"})
    task.refresh_from_db()
    assert task.done_at is not None
    assert (task.receipt.state, task.receipt.entered_by, task.receipt.message) == (
        "removed",
        operator,
        "后台已删，地址 404",
    )
    assert states()["small-two"] == "gone"


def test_where_a_feed_is_read_the_tombstone_is_enough_but_not_for_what_a_person_entered(
    given, story, stories_zh, product, operator
):
    other = make_story(stories_zh, "另一篇")
    editions.make_editions(make_release(other, product).pk)
    read, entered = (Edition.objects.get(channel="small-one", story=page) for page in (story, other))
    report(read, "published")
    report(entered, "published", external_url="https://om.qq.com/a/2", entered_by=operator)
    for page in (story, other):
        followers.story_taken_down(story=page, reason="unpublished")
    tasks = TakedownTask.objects.filter(channel="small-one")
    assert [(task.story_id, task.address) for task in tasks] == [(other.pk, "https://om.qq.com/a/2")]


def test_the_channels_own_report_closes_the_task_and_an_older_one_does_not(given, story, product):
    editions.make_editions(make_release(story, product, text="二").pk)
    followers.story_taken_down(story=story, reason="unpublished")
    report(given, "removed")
    assert TakedownTask.objects.get().done_at is None
    report(Edition.objects.filter(channel="small-two").latest("pk"), "removed")
    assert TakedownTask.objects.get().done_at is not None


def test_a_story_that_is_out_again_needs_no_removal(given, story, product):
    followers.story_taken_down(story=story, reason="unpublished")
    editions.make_editions(make_release(story, product, text="二").pk)
    assert not takedowns.open_tasks().exists()
    assert states()["small-two"] == "ready"


def test_a_withdrawal_taken_back_leaves_no_task(given, story):
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        followers.story_taken_down(story=story, reason="unpublished")
        raise RuntimeError
    assert not TakedownTask.objects.exists()


def test_marked_published_with_the_address(given, client, operator):
    asked = client.post(ACT, {"action": "published", "cell": [given.pk]})
    assert f"address-{given.pk}" in asked.content.decode()
    for address in ("", "javascript:alert(1)", "om.qq.com"):
        data = {"action": "published", "cell": [given.pk], f"address-{given.pk}": address, "sure": "1"}
        assert client.post(ACT, data).context["errors"]
    assert not Receipt.objects.exists()
    client.post(ACT, {**data, f"address-{given.pk}": "https://om.qq.com/a/1"})
    receipt = Receipt.objects.get()
    assert (receipt.state, receipt.external_url, receipt.entered_by) == (
        "published",
        "https://om.qq.com/a/1",
        operator,
    )
    assert "https://om.qq.com/a/1" in client.get(BOARD).content.decode()


def test_made_anew_only_where_it_changes_something(given, client, people, operator, two_channels, monkeypatch, story):
    # As at each request: who may do it is asked of the database.
    assert rebuilding.rebuild_now(given, by=operator) == "same"
    render = two_channels[1].render

    def other(document, context):
        payload = render(document, context)
        payload.body["title"] += "（新）"
        return payload

    monkeypatch.setattr(two_channels[1], "render", other)
    client.post(ACT, {"action": "rebuild", "cell": [given.pk], "sure": "1"})
    release = Release.objects.latest("pk")
    assert (release.version, release.reissue_of) == (2, given.release)
    # A second time before the worker came makes no third version.
    client.post(ACT, {"action": "rebuild", "cell": [given.pk], "sure": "1"})
    assert Release.objects.count() == 2
    editions.make_editions(release.pk)
    newest = dict(Edition.objects.filter(release=release).values_list("channel", "state"))
    assert newest == {"small-one": "unchanged", "small-two": "ready"}


def test_filters_search_and_bad_input(given, client, operator, stories_zh, product):
    other = make_story(stories_zh, "另一个故事")
    editions.make_editions(make_release(other, product).pk)
    report(given, "published")
    listed = lambda **query: [row["story"].pk for row in client.get(BOARD, query).context["rows"]]  # noqa: E731
    assert len(listed()) == 2
    assert listed(state="published") == [given.story_id]
    assert listed(state="published", channel="small-one") == []
    assert listed(q="另一个") == [other.pk]
    assert listed(days="3") == []
    Receipt.objects.update(at=timezone.now() - timedelta(days=4))
    assert listed(days="3") == [given.story_id]
    for query in ({"state": "x"}, {"days": "x"}, {"p": "999"}, {"p": "x"}, {"q": "x" * 200}):
        assert client.get(BOARD, query).status_code == 200
    for data in ({}, {"action": "gone"}, {"action": "x", "cell": "1"}, {"action": "gone", "cell": ["x", "9" * 40]}):
        assert client.post(ACT, data).url == BOARD


def test_more_stories_ask_no_more(given, client, operator, stories_zh, product):
    client.get(BOARD)
    with CaptureQueriesContext(connection) as few:
        client.get(BOARD)
    for number in range(5):
        editions.make_editions(make_release(make_story(stories_zh, f"故事{number}"), product).pk)
    with CaptureQueriesContext(connection) as many:
        client.get(BOARD)
    assert len(many) == len(few)


def test_a_package_for_who_may_have_it(given, client, people):
    address = f"/admin/channel-board/package/{given.pk}/"
    client.force_login(people["operator"])
    answer = client.get(address)
    assert answer["Content-Disposition"].endswith('-v1.zip"')
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert client.get("/admin/channel-board/package/999999/").status_code == 404
    client.force_login(people["analyst"])
    assert client.get(address).status_code in (302, 403)


def test_others_have_no_way_in(given, client, people):
    for role in ("author", "editor", "analyst", "recommender"):
        client.force_login(people[role])
        for answer in (
            client.get(BOARD),
            client.post(ACT, {"action": "gone", "cell": given.pk, "sure": "1", "note": "x"}),
        ):
            assert answer.status_code in (302, 403)
        for act in (
            lambda: receipts.enter(given, "published", by=people[role]),  # noqa: B023
            lambda: takedowns.assign([given], by=people[role]),  # noqa: B023
            lambda: rebuilding.rebuild_now(given, by=people[role]),  # noqa: B023
        ):
            with pytest.raises(Refused):
                act()
    assert not Receipt.objects.exists()
