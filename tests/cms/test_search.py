"""Chinese and English words are found inside sentences, and no query is an error, on both databases."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.search import parsed, spaced
from stories.models import StoryPage

TITLES = {
    "oranges": "保靖的脐橙熟了 The hill that turned orange",
    "tea": "金寨的雨前茶 Tea before the rain",
    "millet": "米脂小米养人 Millet of Mizhi",
}


@pytest.fixture
def shelf(stories_zh):
    """Three stories in the index."""
    from wagtail.search.backends import get_search_backend

    pages = [stories_zh.add_child(instance=StoryPage(title=title, slug=slug)) for slug, title in TITLES.items()]
    index = get_search_backend().get_index_for_model(StoryPage)
    index.add_items(StoryPage, pages)
    return pages


def found(query: str) -> set[str]:
    return {page.slug for page in StoryPage.objects.all().search(query)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("橙", {"oranges"}),
        ("脐橙", {"oranges"}),
        ("保靖", {"oranges"}),
        ("保靖 脐橙", {"oranges"}),
        ("靖保", set()),
        ("脐橙 orange", {"oranges"}),
        ("ORANGE", {"oranges"}),
        ("雨前茶", {"tea"}),
        ("小米", {"millet"}),
        ("millet", {"millet"}),
        ("小米 tea", set()),
        ("的", {"oranges", "tea"}),
        ('"小米"', {"millet"}),
        ("小米*", {"millet"}),
        ("(小米", {"millet"}),
    ],
)
def test_finds(shelf, query, slugs):
    assert found(query) == slugs


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["", " ", '"', "*", "AND", "OR NOT", "🍊", "' OR 1=1 --", "\x00", "a:b", "%", "x" * 100_000]
)
def test_odd_queries_find_nothing_quietly(shelf, query):
    assert found(query) == set()


@pytest.mark.django_db
def test_autocomplete_takes_the_last_word_as_prefix(shelf):
    assert {page.slug for page in StoryPage.objects.all().autocomplete("mill")} == {"millet"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_no_text_is_an_error(shelf, text):
    found(text)


def test_spaced_keeps_other_text():
    assert spaced("orange 5 kg") == "orange 5 kg"
    assert spaced("保靖").split() == ["保", "靖"]


def test_parsed_is_none_without_a_term():
    assert parsed("?? -- ") is None


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor == "postgresql", reason="SQLite's ranking")
def test_what_is_not_ranked_is_found_too(shelf, monkeypatch):
    monkeypatch.setattr("cms.search_sqlite.MAX_RANKED", 1)
    results = StoryPage.objects.all().search("的")
    assert [page.slug for page in results] == ["tea", "oranges"]
    assert results.count() == 2
