"""Search backend: Wagtail's own for SQLite and PostgreSQL, taught Chinese.

Neither database's tokenizer finds a Chinese word inside a sentence: a run of characters is one
token to them. So every CJK character is indexed as a word of its own, and a run of them in a
query becomes a phrase. The query is cleaned first: whatever a person types, the answer is
results or none, never a syntax error of the database.
"""

import re

from django.db import connection
from modelsearch.backends.base import EmptySearchResults
from modelsearch.query import And, Phrase, PlainText, SearchQuery

MAX_QUERY_CHARS = 200
MAX_TERMS = 12

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_ONE_CJK = re.compile(f"([{CJK}])")
# A run of CJK characters, or a run of other letters and digits; anything else separates.
_TERM = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+")


def spaced(text: str) -> str:
    """Put blanks around every CJK character: `保靖 orange` → ` 保  靖  orange`."""
    return _ONE_CJK.sub(r" \1 ", text)


def parsed(text: str) -> SearchQuery | None:
    """Return the query for what a person typed: all terms must occur; None where there is no term."""
    terms = _TERM.findall(text[:MAX_QUERY_CHARS])[:MAX_TERMS]
    parts: list[SearchQuery] = []
    words: list[str] = []
    for term in terms:
        if not _ONE_CJK.match(term):
            words.append(term)
        elif len(term) == 1:
            parts.append(PlainText(term, operator="and"))
        else:
            parts.append(Phrase(" ".join(term)))
    if words:
        # Last, so that autocomplete takes the word still being typed as a prefix.
        parts.append(PlainText(" ".join(words), operator="and"))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else And(parts)


class Forgiving:
    """Searches by `parsed` whatever was asked for as text."""

    def _search(self, query_compiler_class, query, model_or_queryset, **kwargs):
        if isinstance(query, PlainText):
            query = query.query_string
        if isinstance(query, str):
            query = parsed(query)
            if query is None:
                return EmptySearchResults()
        return super()._search(query_compiler_class, query, model_or_queryset, **kwargs)


def _teach_indexer(indexer: type) -> None:
    """Index CJK characters one by one. `add_items` names its indexer class itself, so a subclass is not enough."""
    if getattr(indexer, "spaces_cjk", False):
        return
    plain = indexer.prepare_value
    indexer.prepare_value = lambda self, value: spaced(plain(self, value))
    indexer.spaces_cjk = True


def SearchBackend(params):
    """Return the backend for the database in use; each imports only where its database is."""
    if connection.vendor == "postgresql":
        from modelsearch.backends.database.postgres import postgres as module

        stock = module.PostgresSearchBackend
    else:
        from modelsearch.backends.database.sqlite import sqlite as module

        from cms.search_sqlite import RankedBackend as stock
    _teach_indexer(module.ObjectIndexer)
    return type(f"Forgiving{stock.__name__}", (Forgiving, stock), {})(params)
