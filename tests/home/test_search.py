"""Search finds stories and products of its language and bears whatever is typed."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection


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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL asks for no kind")
def test_products_of_an_index_without_kinds_are_found_after_migrating(client, indexed):
    kind = " kindofproductpage"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailsearch_indexentry SET body = REPLACE(body, %s, '')", [kind])
    assert "保靖脐橙" not in found(client, "zh-hans", "脐橙")
    migration = import_module("products.migrations.0010_search_kind")
    migration.mark_kinds(apps, type("Editor", (), {"connection": connection}))
    assert "保靖脐橙" in found(client, "zh-hans", "脐橙")
