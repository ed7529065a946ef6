"""Specs as data, schemas as files, and adapters that know no Django."""

import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

from channels.adapters import OURS, adapter_for
from channels.adapters.base import as_shown
from channels.rules import validate
from channels.rules.validate import schema, violations
from channels.spec import SPEC_DIR, load_spec
from tests.channels.pure import golden
from tests.channels.pure.context import fake_context

KEYS = sorted(path.stem for path in SPEC_DIR.glob("*.toml"))


@pytest.mark.parametrize("key", KEYS)
def test_every_rule_names_its_source_and_the_day_it_was_checked(key):
    spec = load_spec(key)
    assert spec.key == key
    assert spec.limits
    for limit in spec.limits.values():
        assert limit.source
        assert limit.checked.year >= 2026
        assert limit.min is not None or limit.max is not None
    for rule in (*spec.crops.values(), spec.links, *filter(None, (spec.html, spec.video, spec.declaring))):
        assert rule.source
        assert rule.checked
        assert rule.source != "G" or rule.confidence == "assumed"
    assert spec.status_source
    assert spec.status_checked
    assert all(limit.confidence == "assumed" for limit in spec.limits.values() if limit.source == "G")
    assert spec.status_note_zh
    assert spec.status_note_en
    assert set(spec.calls) == set(spec.forms)


def test_codes_of_purchase_links_are_different():
    codes = [load_spec(key).code for key in KEYS]
    assert len(set(codes)) == len(codes)
    assert "we" not in codes


def test_the_registry_is_the_folder_of_specs():
    assert sorted(adapter.key for adapter in OURS) == KEYS
    assert adapter_for("wechat-oa").key == "wechat-oa"
    with pytest.raises(KeyError):
        adapter_for("qzone-2004")


@pytest.mark.parametrize("key", KEYS)
def test_the_schema_is_a_schema_and_refuses_an_empty_body(key):
    Draft202012Validator.check_schema(schema(key))
    assert violations(key, {})


def _spoilt(value):
    """Copies of JSON data, each with one thing changed: left out, of another type, longer, too many, a line break."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield {other: kept for other, kept in value.items() if other != name}
            yield from ({**value, name: changed} for changed in _spoilt(part))
        yield {**value, "surplus": 1}
    elif isinstance(value, list):
        yield []
        yield value * 30
        for part in value[:2]:
            yield from ([changed, *value[1:]] for changed in _spoilt(part))
    elif isinstance(value, str):
        yield from ("", 7, None, "é" * 60, "长" * 600, value * 40, f"{value}\n", f" {value}", "٣")
    else:
        yield from ("1", -1, 10**9, None, 1.5, True)


@pytest.mark.parametrize("key", KEYS)
def test_the_quick_validator_says_of_no_body_that_it_is_right_where_the_thorough_one_finds_faults(key):
    adapter = adapter_for(key)
    stories = [golden.document(name) for name in golden.names()]
    shown = [as_shown(adapter, story) for story in stories if story.form in adapter.spec.forms][:4]
    asked = wrong = 0
    for story in shown:
        body = adapter.render(story, fake_context()).body
        for one in (body, *_spoilt(body)):
            faults = [error.message for error in validate._validator(key).iter_errors(one)]
            assert bool(violations(key, one)) == bool(faults), faults
            asked, wrong = asked + 1, wrong + bool(faults)
    assert asked > wrong > 10


def test_violations_say_where():
    body = {
        "articles": [
            {"article_type": "newspic", "title": "长" * 33, "content": "<b>", "image_info": {"image_list": []}}
        ]
    }
    found = violations("wechat-oa", body)
    assert {line.split(": ")[0] for line in found} == {
        "articles/0/title",
        "articles/0/content",
        "articles/0/image_info/image_list",
    }


def test_bytes_are_counted_as_bytes():
    body = {"articles": [{"article_type": "newspic", "title": "题", "content": "果" * 19_000, "image_info": {"image_list": [
        {"image_media_id": "asset:a.jpg"}]}}]}  # fmt: skip
    assert violations("wechat-oa", body) == []
    url = "https://x/" + "a" * 1030
    news = {"article_type": "news", "title": "题", "content": "<section></section>", "thumb_media_id": "asset:a.jpg"}
    assert violations("wechat-oa", {"articles": [{**news, "content_source_url": url}]}) == [
        "articles/0/content_source_url: 1040 bytes, at most 1024"
    ]


def test_adapters_know_neither_django_nor_wagtail():
    code = "import sys, channels.adapters, channels.rules.validate; print([m for m in sys.modules if m.split('.')[0] in ('django', 'wagtail')])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
