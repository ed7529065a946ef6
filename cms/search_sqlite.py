"""SQLite's ranking in one pass over the matches, and one writer of the index at a time.

Wagtail's asks the full-text index again for each match, which takes minutes for a word that 20,000 pages have.
"""

from functools import reduce
from operator import add

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat, NullIf, StrIndex
from modelsearch.backends.database.sqlite import sqlite
from modelsearch.query import MatchAll, Not, PlainText

# How many matches of a word are ranked by what they say: the newest, where more pages have it.
MAX_RANKED = 300


class RankedOnce:
    """Ranks the newest matches; older ones follow."""

    def search(self, config, start, stop, score_field=None):
        query = sqlite.normalize(self.query)
        if not self.order_by_relevance or score_field or isinstance(query, (MatchAll, Not)):
            return super().search(config, start, stop, score_field)
        found = self._found(query, config)
        places = f",{','.join(map(str, self._ranked(found)))},"
        place = StrIndex(Value(places), Concat(Value(","), Cast("pk", CharField()), Value(",")))
        # What was not ranked has the place 0, and follows.
        matching = self.queryset.filter(pk__in=found.values("index_entry__object_id"))
        return matching.order_by(NullIf(place, Value(0)).asc(nulls_last=True), "-pk")[start:stop]

    def best(self, config) -> list[int]:
        """The ids of the newest matches, best first, whatever else the queryset asks for.

        A model of which there are few among many others has a word of its own in the index, its `search_kind`: the
        index then finds those few by itself, and no other page with the words is looked at.
        """
        kind = getattr(self.queryset.model, "search_kind", "")
        query = self.query & PlainText(kind) if kind else self.query
        return self._ranked(self._found(sqlite.normalize(query), config))

    def _found(self, query, config):
        match = sqlite.MatchExpression(
            self.fields or self.FTS_TABLE_FIELDS, self.build_search_query(query, config=config)
        )
        kinds = sqlite.get_descendants_content_types_pks(self.queryset.model)
        return sqlite.SQLiteFTSIndexEntry.objects.filter(match, index_entry__content_type__in=kinds)

    def _ranked(self, found) -> list[int]:
        # Wagtail's asks `bm25` once for each field, which goes through all matches of the word every time.
        boosts = reduce(add, (boost for _vector, boost in self.get_search_vectors()))
        score = sqlite.BM25() * boosts
        scores = found.annotate(score=score).order_by("-index_entry_id").values_list("score", "index_entry__object_id")
        return [int(pk) for _score, pk in sorted(scores[:MAX_RANKED], key=lambda row: (row[0], -int(row[1])))]


class RankedCompiler(RankedOnce, sqlite.SQLiteSearchBackend.query_compiler_class):
    pass


class RankedAutocompleteCompiler(RankedOnce, sqlite.SQLiteSearchBackend.autocomplete_query_compiler_class):
    pass


class Index(sqlite.SQLiteIndex):
    def add_items(self, model, objs):
        """Look what is there and write in one transaction: an upload and the worker add the same object at once."""
        with transaction.atomic(using=self.write_connection.alias):
            super().add_items(model, objs)


class RankedBackend(sqlite.SQLiteSearchBackend):
    index_class = Index
    query_compiler_class = RankedCompiler
    autocomplete_query_compiler_class = RankedAutocompleteCompiler
