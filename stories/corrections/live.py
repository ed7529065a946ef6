"""What is before the public now, by what it carries."""

from collections.abc import Iterable

from django.db.models import QuerySet

from products.fact_carriers import Carrier, Mention
from products.models import Fact, PersonMet
from stories.corrections.words import where_words
from stories.current_channels import current_channels
from stories.mentions import TEXT, places_of
from stories.met_people import key_of
from stories.models import Release
from stories.models.corrections import Correction
from stories.releases import live_releases


def releases_with_products(product_ids: Iterable[int]) -> QuerySet[Release]:
    releases = live_releases().filter(carried__product__in=list(product_ids))
    return releases.select_related("story__locale").distinct()


def carriers(fact: Fact) -> list[Carrier]:
    """The provider of `products.fact_carriers`: each live story with its sentences and its channels."""
    releases = list(releases_with_products([fact.product_id]).order_by("story_id"))
    channels = current_channels([release.story_id for release in releases])
    found = []
    for release in releases:
        document = release.parsed()
        places = places_of(document, fact.product.code, fact.key)
        if places:
            found.append(
                Carrier(
                    title=document.title,
                    language=document.language,
                    url=document.url,
                    mentions=tuple(
                        Mention(where_words(place.where), place.before, place.value, place.after) for place in places
                    ),
                    channels=tuple(name for name, _version in channels.get(release.story_id, ())),
                )
            )
    # Stories that say it in a sentence first.
    return sorted(found, key=lambda carrier: all(mention.where != where_words(TEXT) for mention in carrier.mentions))


def photo_keys(person_met: PersonMet) -> set[str]:
    """The asset keys of the photos that show somebody."""
    return {f"photo-{pk}" for pk in person_met.photos.values_list("photo_id", flat=True)}


def keys_of(person_met: PersonMet) -> set[str]:
    """What a document carries of somebody: their own key, where it speaks of them, and those of their photos."""
    return {key_of(person_met), *photo_keys(person_met)}


def still_carrying(corrections: Iterable[Correction]) -> dict[int, list[str]]:
    """By correction: the names of the channels that still show the old words; one query."""
    waiting = list(corrections)
    channels = current_channels({correction.story_id for correction in waiting})
    closed = {c.pk: c.closed_by_release.version if c.closed_by_release else None for c in waiting}
    return {
        correction.pk: [
            name
            for name, version in channels.get(correction.story_id, ())
            if closed[correction.pk] is None or version < closed[correction.pk]
        ]
        for correction in waiting
    }
