"""Search finds stories and products of its language and bears whatever is typed."""

import pytest
from django.core.management import call_command


@pytest.fixture
def indexed(village):
    call_command("update_index", verbosity=0)
    return village


def found(client, language: str, query: str) -> set[str]:
    answer = client.get(f"/{language}/search/", {"q": query})
    assert answer.status_code == 200
    return {page.title for page in answer.context["stories"]} | {c.page.title for c in answer.context["products"]}


def test_finds_chinese_inside_sentences(client, indexed):
    assert "保靖的橘子熟了" in found(client, "zh-hans", "金黄")
    assert "保靖脐橙" in found(client, "zh-hans", "脐橙")


def test_keeps_to_the_language(client, indexed):
    assert found(client, "en", "oranges") == {"The oranges are ripe", "Baojing oranges"}
    assert found(client, "zh-hans", "ripe") == set()


ODD = [
    '"',
    '""',
    "   ",
    "*",
    "a*",
    "AND",
    "NOT OR",
    "(",
    "橘 (",
    "🍊",
    "'; --",
    "\x00",
    "%",
    "\\",
    "NEAR(",
    "x" * 100_000,
]


def test_odd_input_is_answered(client, indexed):
    for query in ODD:
        found(client, "zh-hans", query)


def test_nothing_found_helps_on(client, indexed):
    assert "empty" in client.get("/en/search/", {"q": "pineapple"}).content.decode()


def test_the_query_is_escaped(client, indexed):
    assert b"<script>" not in client.get("/en/search/", {"q": "<script>alert(1)</script>"}).content
