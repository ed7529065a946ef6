"""Limits, lint, film rules, addresses: one rule at a time."""

import pytest

from channels.rules.addresses import web_address
from channels.rules.films import check_film
from channels.rules.limits import check_text
from channels.rules.lint import words_found
from channels.spec import load_spec
from tests.channels.pure.documents import video

VIDEO = load_spec("tencent-video")


def codes(findings):
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("九个字的标题不够长", ["tencent-video.title_too_short"]),
        ("一共正好十个字的标题", []),
        ("长" * 30, []),
        ("长" * 31, ["tencent-video.title_too_long"]),
        ("👍" * 31, ["tencent-video.title_too_long"]),
    ],
)
def test_title_limits_come_from_the_spec(title, expected):
    found = check_text(VIDEO, "title", title)
    assert codes(found) == expected
    assert all(finding.weight == "block" and dict(finding.params)["count"] == len(title) for finding in found)


def test_an_operators_looser_limit_changes_the_rule():
    limit = VIDEO.limits["title"].model_copy(update={"max": 40})
    loose = VIDEO.model_copy(update={"limits": {**VIDEO.limits, "title": limit}})
    assert check_text(loose, "title", "长" * 40) == []


def test_a_soft_limit_warns():
    assert [finding.weight for finding in check_text(VIDEO, "desc", "长" * 201)] == ["warning"]


def test_a_field_without_a_limit_has_no_finding():
    assert check_text(VIDEO, "unheard_of", "长" * 9999) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全网最低价，限时抢购", ("全网最低", "限时", "抢购")),
        ("Buy NOW, buy now", ("buy now",)),
        ("A discounted fare is no discount", ("discount",)),
        ("霜降以后采的脐橙", ()),
    ],
)
def test_marketing_words_are_named_once_in_order(text, found):
    assert words_found(load_spec("tencent-news").banned_words, text) == found


def test_no_banned_words_nothing_found():
    assert words_found((), "限时抢购") == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"media_type": "application/x-shockwave-flash"}, "video_wrong_type"),
        ({"codec": "vp9"}, "video_wrong_codec"),
        ({"bytes": 5_000_000_001}, "video_too_big"),
        ({"duration_ms": 36_000_001}, "video_too_long"),
    ],
)
def test_a_film_against_the_rule(changes, code):
    assert codes(check_film(VIDEO, video(**changes))) == [f"tencent-video.{code}"]


def test_orientation_and_least_length():
    rule = VIDEO.video.model_copy(update={"orientation": "portrait", "min_duration_ms": 200_000})
    spec = VIDEO.model_copy(update={"video": rule})
    assert codes(check_film(spec, video())) == [
        "tencent-video.video_too_short",
        "tencent-video.video_wrong_orientation",
    ]


def test_a_missing_film_and_a_channel_without_films():
    assert codes(check_film(VIDEO, None)) == ["tencent-video.video_missing"]
    assert check_film(load_spec("wechat-oa"), None) == []


@pytest.mark.parametrize("url", ["https://fengshou.example/故事/?a=1&b=2", "http://127.0.0.1:8000/go/s1-wo-x"])
def test_an_address_that_may_stand_in_a_payload(url):
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "data:text/html,x", "//x.example/", "/go/1", 'https://x/"onload=', "https://x/<b>"],
)
def test_an_address_that_may_not(url):
    assert web_address(url) == ""
