"""What the editor and the gate are told of each channel."""

from dataclasses import replace

import pytest

from channels import adapters
from channels.contract import Loss
from channels.readiness import channel_readiness
from channels.rules.limits import check_text
from stories.document import Paragraph, ProductCard
from stories.text_limits import text_limits
from tests.bench.subjects import readiness as bench
from tests.channels.factories import SmallAdapter
from tests.channels.pure.documents import offer, product, span, story

# Which limits were set here is asked of the database.
pytestmark = pytest.mark.django_db

TEXT = Paragraph(id="p1", spans=(span("保靖的橘子熟了。" * 20),))


def with_card(**changes):
    sold = product(offers=(offer(1),))
    return story(body=(TEXT, ProductCard(id="c1", product=sold.code)), products=(sold,), **changes)


def lines_of(document):
    return {line.channel: line for line in channel_readiness(document)}


def test_a_channel_is_asked_whether_it_may_sell_and_whether_this_story_does(monkeypatch):
    closed = SmallAdapter("small-two", "s2", links={"forms": (), "source": "I"})
    monkeypatch.setattr(adapters, "ADAPTERS", (SmallAdapter(), closed))
    sold = lines_of(with_card())
    assert (sold["small-one"].may_sell, sold["small-one"].sells) == (True, True)
    assert not sold["small-two"].may_sell
    told = lines_of(story(body=(TEXT,)))
    assert (told["small-one"].may_sell, told["small-one"].sells) == (True, False)


def test_a_form_that_a_channel_does_not_take_sells_nothing(monkeypatch):
    monkeypatch.setattr(adapters, "ADAPTERS", (SmallAdapter(),))
    line = lines_of(with_card(form="video"))["small-one"]
    assert (line.may_sell, line.sells) == (True, False)


def test_the_registered_channels_answer_as_their_rules_say():
    for key, line in lines_of(with_card()).items():
        adapter = adapters.adapter_for(key)
        assert line.may_sell == bool(adapter.spec.links.forms)
        assert not line.sells or line.may_sell


def test_losses_come_heaviest_first(monkeypatch):
    class Losing(SmallAdapter):
        def render(self, document, context):
            payload = super().render(document, context)
            losses = [Loss("text_cut", "p1", weight, weight) for weight in ("light", "heavy", "medium", "heavy")]
            return replace(payload, losses=tuple(losses))

    monkeypatch.setattr(adapters, "ADAPTERS", (Losing(),))
    losses = lines_of(with_card())["small-one"].losses
    assert [loss.weight for loss in losses] == ["heavy", "heavy", "medium", "light"]
    assert losses[0].block == "p1"


@pytest.mark.django_db
def test_readiness_of_a_long_story_costs_less_than_fifty_milliseconds():
    story = bench.document()
    bench.said(story)
    assert min(bench.cpu_ms(lambda: bench.said(story)) for _round in range(5)) < 50


def limits_of(field):
    return {(limit["channel"], limit["unit"], limit["max"], *limit["forms"]) for limit in text_limits(field)}


def test_counters_take_their_limits_from_the_checks(monkeypatch):
    class Strict(SmallAdapter):
        """Takes narrow titles, and a summary only with pictures."""

        def check(self, document):
            found = check_text(self.spec, "title", document.title)
            if document.form == "pictures":
                found += check_text(self.spec, "blurb", document.summary, field="summary")
            return found

    of = {"source": "I", "checked": "2026-11-25"}
    limits = {"title": {"unit": "cjk_width", "min": 4, "max": 40, **of}, "blurb": {"unit": "bytes", "max": 90, **of}}
    monkeypatch.setattr(adapters, "ADAPTERS", (Strict("strict", "st", limits=limits),))
    assert limits_of("title") == {("strict", "cjk_width", 40, "article", "pictures")}
    assert text_limits("title")[0]["min"] == 4
    assert limits_of("summary") == {("strict", "bytes", 90, "pictures")}


def test_a_faulty_adapter_has_no_counters_and_the_others_keep_theirs(monkeypatch):
    faulty = SmallAdapter()
    monkeypatch.setattr(faulty, "check", lambda document: 1 / 0)
    monkeypatch.setattr(adapters, "ADAPTERS", (faulty, adapters.adapter_for("wechat-oa")))
    assert {limit["channel"] for limit in text_limits("title")} == {"wechat-oa"}
