"""A limit set by an operator holds everywhere at once, has a version of its own, and can be taken back."""

import json

import pytest

from channels import adapters, current_rules, editions, rebuilding, text_limits
from channels.models import Edition, FeedEntry, LimitChange, SpecVersion
from channels.readiness import channel_readiness
from channels.rendering import lifted
from channels.rules.limits import check_text
from channels.rules.validate import violations
from products.errors import Refused
from tests.channels.factories import SmallAdapter, document_for, make_release

pytestmark = pytest.mark.django_db

LIMIT = {"title": {"min": 2, "max": 20, "source": "W1", "checked": "2026-11-23"}}


class Strict(SmallAdapter):
    """Judges titles by its rules."""

    def check(self, document):
        return check_text(self.spec, "title", document.title)


@pytest.fixture
def channel(monkeypatch):
    from channels import rendering

    registered = (Strict("strict", "st", limits=LIMIT), SmallAdapter("small-two", "s2"))
    by_key = {adapter.key: adapter for adapter in registered}
    monkeypatch.setattr(adapters, "ADAPTERS", registered)
    monkeypatch.setattr(adapters, "adapter_for", by_key.__getitem__)
    monkeypatch.setattr(rendering, "violations", lambda key, body, lifted: [])
    return registered[0]


@pytest.fixture
def operator(people):
    return people["operator"]


def set_title(operator, most, least=2):
    return current_rules.change_limit("strict", "title", (least, most), reason="平台来信通知", by=operator)


def test_a_change_holds_in_readiness_counters_editions_and_the_api(channel, operator, story, product, client):
    story.title = "长" * 10
    document = document_for(story, product)
    editions.make_editions(make_release(story, product, document=document).pk)
    assert Edition.objects.get(channel="strict").state == "ready"
    change = set_title(operator, 8)
    assert (change.number, change.old_max, change.new_max, change.by) == (1, 20, 8, operator)

    [line] = [line for line in channel_readiness(document) if line.channel == "strict"]
    assert [finding.code for finding in line.findings] == ["strict.title_too_long"]
    [counter] = [limit for limit in text_limits.text_limits() if limit.channel == "strict"]
    assert 8 in vars(counter).values() if hasattr(counter, "__dict__") else "8" in repr(counter)

    told = document.model_copy(update={"summary": "新"})
    editions.make_editions(make_release(story, product, document=told).pk)
    newest = Edition.objects.filter(channel="strict").latest("pk")
    assert (newest.state, newest.spec_version) == ("blocked", "1+1")
    shown = client.get("/api/v1/channels").json()["channels"][0]
    assert shown["version"] == "1+1"
    assert {name: shown["limits"]["title"][name] for name in ("max", "sourced_max", "set_here")} == {
        "max": 8,
        "sourced_max": 20,
        "set_here": True,
    }
    # The registry's own rules are untouched.
    assert channel.spec.limits["title"].max == 20


def test_a_reset_goes_back_to_the_source_and_all_is_kept(channel, operator):
    set_title(operator, 8)
    current_rules.reset_limit("strict", "title", reason="通知作废", by=operator)
    assert current_rules.current_adapter("strict") is channel
    changes = LimitChange.objects.order_by("number").values_list("number", "old_max", "new_max", "reset", "reason")
    assert list(changes) == [(1, 20, 8, False, "平台来信通知"), (2, 8, 20, True, "通知作废")]


def test_versions_never_name_two_sets_of_rules(monkeypatch, channel, operator):
    channel.spec = channel.spec.model_copy(
        update={"limits": {**channel.spec.limits, "motto": channel.spec.limits["title"]}}
    )
    seen = {}
    for step in (
        lambda: set_title(operator, 8),
        lambda: current_rules.change_limit("strict", "motto", (2, 9), reason="x", by=operator),
        lambda: current_rules.reset_limit("strict", "title", reason="x", by=operator),
        lambda: set_title(operator, 8),
    ):
        step()
        spec = current_rules.current_adapter("strict").spec
        said = json.dumps(spec.model_dump(mode="json")["limits"], sort_keys=True)
        assert seen.setdefault(spec.version, said) == said
    assert list(seen) == ["1+1", "1+2", "1+3", "1+4"]


def test_a_past_edition_is_made_again_under_its_own_rules(channel, operator, story, product):
    story.title = "长" * 10
    editions.make_editions(make_release(story, product, document=document_for(story, product)).pk)
    edition = Edition.objects.get(channel="strict")
    set_title(operator, 8)
    assert editions.rebuild(edition) == edition.envelope
    assert SpecVersion.objects.filter(channel="strict").count() == 2
    # Rules that no program reads any more do not stand in the way.
    SpecVersion.objects.filter(channel="strict", version="1").update(data={"old": True})
    current_rules.reset_limit("strict", "title", reason="x", by=operator)
    assert editions.rebuild(edition) == edition.envelope


def test_a_loosened_limit_sends_out_what_was_blocked(channel, operator, story, product):
    story.title = "长" * 30
    editions.make_editions(make_release(story, product, document=document_for(story, product)).pk)
    assert Edition.objects.get(channel="strict").state == "blocked"
    effect = rebuilding.effect_of(current_rules.trial("strict", "title", (2, 40)))
    assert (effect.freed, effect.changed, effect.failed) == (("山坡上的橘园",), (), ())
    assert Edition.objects.get(channel="strict").state == "blocked"
    set_title(operator, 40)
    rebuilding.remake_blocked("strict")
    edition = Edition.objects.get(channel="strict")
    assert (edition.state, edition.current) == ("ready", True)
    assert FeedEntry.objects.filter(channel="strict").count() == 1


def test_it_is_said_before_what_a_change_would_stop(channel, operator, story, product):
    story.title = "长" * 10
    editions.make_editions(make_release(story, product, document=document_for(story, product)).pk)
    effect = rebuilding.effect_of(current_rules.trial("strict", "title", (2, 8)))
    assert (effect.failed, effect.tried, effect.standing) == (("山坡上的橘园",), 1, 1)
    assert not LimitChange.objects.exists()


@pytest.mark.parametrize(
    ("bounds", "reason", "code"),
    [
        ((2, 8), " ", "rules.no_reason"),
        ((9, 8), "x", "rules.crossed_bounds"),
        ((-1, 8), "x", "rules.no_bounds"),
        ((None, None), "x", "rules.no_bounds"),
        ((2, 10**13), "x", "rules.no_bounds"),
        ((2, 20), "x", "rules.no_change"),
    ],
)
def test_what_makes_no_sense_is_refused(channel, operator, bounds, reason, code):
    with pytest.raises(Refused) as refused:
        current_rules.change_limit("strict", "title", bounds, reason=reason, by=operator)
    assert refused.value.code == code
    assert not LimitChange.objects.exists()


def test_only_operators_change_rules(channel, people, operator):
    for role in ("author", "editor", "analyst", "confirmer"):
        with pytest.raises(Refused):
            set_title(people[role], 8)
    for key, name in (("strict", "motto"), ("nobody", "title")):
        with pytest.raises(Refused) as refused:
            current_rules.change_limit(key, name, (1, 2), reason="x", by=operator)
        assert refused.value.code == "rules.unknown_limit"


def test_the_schema_gives_way_where_a_limit_is_loosened():
    spec = adapters.adapter_for("qzone").spec
    body = {"title": "长" * 40}
    [of_length] = [line for line in violations("qzone", {"share": body}) if "too long" in line]
    loose = spec.with_bounds({"title": (1, 60)}, 1)
    assert of_length not in violations("qzone", {"share": body}, lifted(loose))
    assert lifted(spec.with_bounds({"title": (1, 20)}, 1)) == set()


def test_the_admin_tells_the_effect_before_it_saves(channel, client, people, story, product):
    story.title = "长" * 10
    editions.make_editions(make_release(story, product, document=document_for(story, product)).pk)
    client.force_login(people["operator"])
    assert client.get("/admin/channel-rules/").status_code == 200
    assert client.get("/admin/channel-rules/strict/").status_code == 200
    address = "/admin/channel-rules/strict/title/"
    assert client.get(address).status_code == 200
    told = client.post(address, {"least": "2", "most": "8", "reason": "来信"})
    assert told.context["effect"].failed == ("山坡上的橘园",)
    assert not told.context["loosened"]
    assert not LimitChange.objects.exists()
    assert client.post(address, {"least": "2", "most": "80", "reason": "来信"}).context["loosened"]
    saved = client.post(address, {"least": "2", "most": "8", "reason": "来信", "sure": "1"})
    assert saved.url == "/admin/channel-rules/strict/"
    assert LimitChange.objects.get().new_max == 8
    # Back to the source, by way of the same question.
    asked = client.post(address, {"reason": "作废", "reset": "1"})
    assert asked.context["form"].cleaned_data["most"] == 20
    client.post(address, {"least": "2", "most": "20", "reason": "作废", "sure": "1"})
    assert current_rules.current_adapter("strict") is channel


@pytest.mark.parametrize("data", [{}, {"least": "x", "reason": "x"}, {"least": "9", "most": "2", "reason": "x"}])
def test_a_bad_form_is_answered_and_changes_nothing(channel, client, people, data):
    client.force_login(people["operator"])
    for sure in ({}, {"sure": "1"}):
        assert client.post("/admin/channel-rules/strict/title/", {**data, **sure}).status_code == 200
    assert not LimitChange.objects.exists()


def test_unknown_channels_and_limits_are_not_found_and_others_have_no_way_in(channel, client, people):
    client.force_login(people["operator"])
    for path in ("nobody/", "nobody/title/", "strict/nothing/"):
        assert client.get(f"/admin/channel-rules/{path}").status_code == 404
    assert client.post("/admin/channel-rules/strict/nothing/", {"reason": "x"}).status_code == 404
    client.force_login(people["author"])
    for path in ("", "strict/", "strict/title/"):
        answer = client.get(f"/admin/channel-rules/{path}")
        assert answer.status_code in (302, 403)
