"""Seam: the purchase links of a story on our own site.

`commerce` is a higher room and registers the maker in `commerce.apps`. Given a story id and the
cards' `(placement, offer id)` pairs it returns `{(placement, offer_id): url}` in one query.
"""

from collections.abc import Callable, Iterable

Places = Iterable[tuple[str, int]]
Maker = Callable[[int, list[tuple[str, int]]], dict[tuple[str, int], str]]

_makers: list[Maker] = []


def provide_purchase_links(maker: Maker) -> None:
    _makers[:] = [maker]


def purchase_links(story_id: int, places: Places) -> dict[tuple[str, int], str]:
    pairs = list(places)
    return _makers[0](story_id, pairs) if _makers and pairs else {}
