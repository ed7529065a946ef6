"""The rubric as data: what may stand in a file, and that old versions stay readable."""

import pytest
from django.core.checks import run_checks

from products import rubric

CRITERIA = {"origin", "quality", "supply", "packing", "price", "benefit"}
GOOD = (rubric.RUBRIC_DIR / "2026-1.toml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of rubrics of our own; nothing read before counts."""
    monkeypatch.setattr(rubric, "RUBRIC_DIR", tmp_path)
    rubric.rubrics.cache_clear()
    yield tmp_path
    rubric.rubrics.cache_clear()


def complaints() -> list[str]:
    return [error.msg for error in run_checks(tags=["products"]) if error.id == "products.E001"]


def test_the_rubric_in_use():
    now = rubric.current()
    assert {criterion.key for criterion in now.criteria} == CRITERIA
    assert sum(criterion.weight for criterion in now.criteria) == 100
    for criterion in now.criteria:
        assert [anchor.score for anchor in criterion.anchors] == [0, 1, 2, 3, 4, 5]
        assert criterion.name("en") != criterion.name("zh-hans")
    assert complaints() == []


def test_the_total_is_weighted():
    now = rubric.current()
    assert now.total(dict.fromkeys(CRITERIA, 5)) == 100
    assert now.total({}) == 0
    assert now.total({"origin": 5}) == 25
    assert now.total({"packing": 5}) == 10


def test_a_newer_version_is_used_and_the_older_one_stays_readable(folder):
    (folder / "2026-1.toml").write_text(GOOD, encoding="utf-8")
    newer = (
        GOOD.replace('"2026-1"', '"2027-1"').replace("2026-01-01", "2027-01-01").replace("minimum = 2", "minimum = 3")
    )
    (folder / "2027-1.toml").write_text(newer, encoding="utf-8")
    assert rubric.current().version == "2027-1"
    assert rubric.of("2026-1").criterion("price").minimum == 2
    assert rubric.of("2027-1").criterion("price").minimum == 3
    assert rubric.of("1999-1") is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('version = "2026-1"', 'version = "2026-2"', "file's name"),
        ("since = 2026-01-01", 'since = "new year"', "since"),
        ('key = "quality"', 'key = "origin"', "keys of their own"),
        ("highest = 5", "highest = 6", "anchor for each score"),
        ("highest = 5", "highest = 50", "between 1 and 10"),
        ("weight = 25", "weight = 0", "weight"),
        ("weight = 25", "weight = 2.5", "whole numbers"),
        ("minimum = 3", "minimum = 6", "minimum"),
        ('name_en = "Origin"', 'name_en = " "', "both languages"),
        ('en = "Comes from elsewhere"', 'en = ""', "both languages"),
        ('name_zh = "产地真实"\n', "", "name_zh"),
        ("[[criterion]]", "[criterion", "TOMLDecodeError"),
    ],
)
def test_a_wrong_file_is_a_system_check_error(folder, before, after, said):
    assert before in GOOD
    (folder / "2026-1.toml").write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    [complaint] = complaints()
    assert said in complaint
    assert "2026-1" in complaint


def test_no_rubric_at_all_and_two_of_one_day(folder):
    assert len(complaints()) == 1
    (folder / "2026-1.toml").write_text(GOOD, encoding="utf-8")
    (folder / "2026-2.toml").write_text(GOOD.replace('"2026-1"', '"2026-2"'), encoding="utf-8")
    assert "one day" in complaints()[0]
