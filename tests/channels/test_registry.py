"""The registry fits together, and everything it can say has words."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.translation import override

from channels import adapters, messages
from channels.adapters.wechat_oa import WeChatOfficialAccount
from channels.checks import check_registry
from channels.contract import Finding, Loss
from channels.models import Edition
from channels.themes import check_theme, use_theme
from tests.channels.factories import SmallAdapter

ROOM = Path(adapters.__file__).parent.parent


def test_the_registry_stands():
    assert check_registry() == []


@pytest.mark.parametrize(
    ("registered", "expected"),
    [
        ([SmallAdapter("wechat-oa", "wo"), SmallAdapter("wechat-oa", "wp")], "channels.E001"),
        ([SmallAdapter("wechat-oa", "wo"), SmallAdapter("tencent-news", "wo")], "channels.E002"),
        ([SmallAdapter("nobody", "no")], "channels.E003"),
        ([SmallAdapter("nobody", "no")], "channels.E005"),
        ([SmallAdapter("wechat-oa", "we")], "channels.E006"),
    ],
)
def test_a_faulty_registry_is_named(monkeypatch, registered, expected):
    monkeypatch.setattr(adapters, "ADAPTERS", tuple(registered))
    assert expected in {error.id for error in check_registry()}


def test_an_adapter_with_another_channels_spec_is_named(monkeypatch):
    adapter = SmallAdapter("wechat-oa", "wo")
    adapter.key = "tencent-news"
    monkeypatch.setattr(adapters, "ADAPTERS", (adapter,))
    assert {error.id for error in check_registry()} == {"channels.E004"}


@pytest.mark.parametrize(
    ("asked", "theme", "suffix"), [("grove", "grove", "+grove"), ("paper", "paper", ""), ("", "paper", "")]
)
def test_the_house_chooses_the_look_of_articles_and_the_version_says_so(asked, theme, suffix):
    adapter = WeChatOfficialAccount()
    known = adapter.spec.version
    use_theme(adapter, asked)
    assert adapter.spec.defaults["theme"] == theme
    assert adapter.spec.version == known + suffix
    assert len(adapter.spec.version) <= Edition._meta.get_field("spec_version").max_length


def test_a_look_that_is_not_there_is_named(settings):
    settings.WECHAT_THEME = "velvet"
    assert [error.id for error in check_theme()] == ["channels.E008"]


def codes_in_sources(pattern: str) -> set[str]:
    sources = [*ROOM.glob("adapters/*.py"), *ROOM.glob("rules/*.py"), *ROOM.glob("html/*.py"), *ROOM.glob("*.py")]
    return {code for path in sources for code in re.findall(pattern, path.read_text(encoding="utf-8"))}


def test_every_finding_has_a_sentence():
    codes = codes_in_sources(r'finding\(\s*(?:self\.)?spec,\s*"([a-z_]+)"') | codes_in_sources(r'"file\.([a-z_]+)"')
    assert len(codes) > 15
    assert sorted(codes - set(messages.RULES)) == []


def test_every_loss_has_a_sentence():
    codes = codes_in_sources(r'\.lose\(\s*"([a-z_]+)"')
    assert len(codes) > 10
    assert sorted(codes - set(messages.LOSSES)) == []


def test_messages_are_filled_in_the_readers_language():
    finding = Finding("wechat-oa.title_too_long", "block", params=(("count", 40), ("max", 32), ("unit", "chars")))
    text = messages.message(finding)
    with override("en"):
        assert str(text) == "The title has 40 characters; the channel takes 32 at most."
        assert str(messages.loss_message(Loss("link_as_qr", "b", "京东 100%", "light"))).endswith("京东 100%")


def test_a_loss_names_its_field_in_words():
    with override("zh-hans"):
        assert "摘要 · 十八小时" in str(messages.loss_message(Loss("text_cut", "", "summary: 十八小时", "light")))
        assert "note: x" in str(messages.loss_message(Loss("text_cut", "", "note: x", "light")))


def test_a_code_without_a_sentence_is_shown_as_it_is():
    assert str(messages.message(Finding("wechat-oa.brand_new"))) == "wechat-oa.brand_new"
    assert str(messages.loss_message(Loss("brand_new", "", "x", "light"))) == "brand_new: x"
    # A sentence whose amounts are missing is worse than a code.
    bare = Finding("wechat-oa.title_too_long")
    assert str(messages.message(bare)) == bare.code
    with override("en"):
        amount = replace(bare, code="wechat-oa.motto_too_long", params=(("count", 9), ("max", 5)))
        assert str(messages.message(amount)) == "motto: 9, at most 5."
