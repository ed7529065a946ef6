"""Keeps `ListEntry`: which stories are before the public, and in which lists they stand.

Lists are read far more often than stories go out, and sorting all stories of a site for each reader grows with the site
(ADR 22). Entries are written in the transaction that writes a release or takes a story down; `check_lists` holds all of
them against the releases once a day, and `reconcile` whatever went out or down unseen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from products.models import Product
from stories.models.list_entries import ListEntry
from stories.models.releases import Release, ReleaseProduct
from stories.models.story import StoryPage, StoryTag
from stories.releases import live_releases

ALL = "all"
_NEWEST = (
    'SELECT * FROM (SELECT "list", "story_id", "release_id", "published" FROM "stories_listentry" '
    'WHERE "list" = %s AND "language" = %s ORDER BY "published" DESC, "story_id" DESC LIMIT %s) AS newest'
)
# Stories whose entries are held against their releases at once: an entry each for a dozen lists.
BATCH = 200


def of_form(form: str) -> str:
    return f"form:{form}"


def of_product(product_id: int) -> str:
    return f"product:{product_id}"


def of_place(code: str) -> str:
    """Of products from the place or from what lies in it."""
    return f"place:{code}"


def of_tag(name: str) -> str:
    return f"tag:{name}"


def of_author(user_id: int) -> str:
    return f"author:{user_id}"


def newest_of(language: str, most: dict[str, int]) -> list[tuple[str, int, int, Any]]:
    """The newest of several lists, of each as many as `most` says: list, story, release, and when it was published, as
    the database says times. One query, written by hand: the ORM limits no part of a union on SQLite."""
    values = [value for key, count in most.items() for value in (key, language, count)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([_NEWEST] * len(most)), values)
        return cursor.fetchall()


def write(stories: Iterable[int]) -> int:
    """Bring the entries of these stories to what is before the public; returns how many changed."""
    ids = list(stories)
    return sum(_write(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def check() -> int:
    """Hold every entry against the releases; returns how many changed."""
    return write(StoryPage.objects.order_by("pk").values_list("pk", flat=True))


def heal() -> int:
    """Write the entries of stories that went out, were released anew or went down unseen; returns how many changed."""
    entries = ListEntry.objects.filter(list=ALL)
    unlisted = live_releases().filter(~Exists(entries.filter(release=OuterRef("pk")))).order_by("pk")
    down = entries.filter(story__live=False).order_by("pk")
    return write([*unlisted.values_list("story", flat=True), *down.values_list("story", flat=True)])


@transaction.atomic
def _write(ids: list[int]) -> int:
    # Publishing and taking down change the same rows: whoever comes second reads what the first has left.
    list(StoryPage.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=ids).order_by("pk").values("pk"))
    wanted = {_facts(entry): entry for entry in _entries(ids)}
    there = {_facts(entry): entry.pk for entry in ListEntry.objects.filter(story__in=ids)}
    gone = [pk for facts, pk in there.items() if facts not in wanted]
    new = [entry for facts, entry in wanted.items() if facts not in there]
    if gone:
        # By key, so that kept pages know which rows went (`home.baking.statements`).
        ListEntry.objects.filter(pk__in=gone).delete()
    ListEntry.objects.bulk_create(new)
    return len(gone) + len(new)


def _entries(ids: list[int]) -> Iterator[ListEntry]:
    releases = live_releases().filter(story__in=ids).select_related("story__locale")
    releases = releases.only("story__form", "story__first_published_at", "story__locale__language_code", "live_from")
    lists = _lists(ids)
    for release in releases:
        story = release.story
        for key in {ALL, of_form(story.form), *lists[story.pk]}:
            yield ListEntry(
                story_id=story.pk,
                release_id=release.pk,
                language=story.locale.language_code,
                list=key,
                published=story.first_published_at or release.live_from,
            )


def _lists(ids: list[int]) -> dict[int, set[str]]:
    """By story: the lists of its products, their places, its tags and its authors."""
    found: dict[int, set[str]] = defaultdict(set)
    newest = Release.objects.filter(story=OuterRef("release__story"), version__gt=OuterRef("release__version"))
    carried = ReleaseProduct.objects.filter(~Exists(newest), release__story__in=ids)
    for story, product, code in carried.values_list("release__story", "product", "product__place_id"):
        places = (code, code[:4] + "00", code[:2] + "0000")
        found[story] |= {of_product(product), *(of_place(place) for place in places)}
    for story, name in StoryTag.objects.filter(content_object__in=ids).values_list("content_object", "tag__name"):
        found[story].add(of_tag(name))
    authors = StoryPage.authors.through.objects.filter(storypage__in=ids)
    for story, author in authors.values_list("storypage", "user"):
        found[story].add(of_author(author))
    return found


def _facts(entry: ListEntry) -> tuple:
    return entry.story_id, entry.release_id, entry.language, entry.list, entry.published


# Followers


def released(*, release: Release) -> None:
    write([release.story_id])


def taken_down(*, story: StoryPage, reason: str) -> None:
    write([story.pk])


def product_saved(sender: type, instance: Product, created: bool, **_kwargs) -> None:
    """A product that is from elsewhere now takes its stories along."""
    listed = ListEntry.objects.filter(list=of_product(instance.pk))
    elsewhere = ListEntry.objects.filter(story=OuterRef("story"), list=of_place(instance.place_id))
    if not created and (stories := list(listed.filter(~Exists(elsewhere)).values_list("story", flat=True))):
        write(stories)
