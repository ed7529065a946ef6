"""The docs page says what the specs say, in both languages."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from channels import adapters, rule_pages
from channels.rule_words import LIMITS


@pytest.mark.parametrize(("name", "language"), rule_pages.PAGES.items())
def test_the_page_in_the_repository_is_in_step(name, language):
    assert (Path(settings.BASE_DIR) / "docs" / name).read_text(encoding="utf-8") == rule_pages.page(language)


def test_every_limit_has_a_name_and_every_source_is_told():
    for adapter in adapters.ADAPTERS:
        spec = adapter.spec
        assert set(spec.limits) <= set(LIMITS), adapter.key
        parts = [*spec.limits.values(), *spec.crops.values(), spec.video, spec.html, spec.links, spec.declaring]
        told = {part.source for part in parts if part is not None and part.source} | {spec.status_source}
        assert told <= set(rule_pages.sources()), adapter.key


def test_each_limit_stands_on_the_page():
    page = rule_pages.page("en")
    for adapter in adapters.ADAPTERS:
        section = page.partition(f"## {adapter.spec.name_en}\n")[2].partition("\n## ")[0]
        rows = [line for line in section.splitlines() if line.startswith("|")][2:]
        extra = bool(adapter.spec.video) + bool(adapter.spec.html)
        assert len(rows) == len(adapter.spec.limits) + len(adapter.spec.crops) + extra, adapter.key
        assert adapter.spec.status_note_en in section


def test_a_page_out_of_step_fails_the_check(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError):
        call_command("channel_docs", "--check")
    assert list((tmp_path / "docs").iterdir()) == []
    call_command("channel_docs")
    call_command("channel_docs", "--check")
