"""Cards go with what they say: when a verification ends, a story is released anew or taken down, a consent is withdrawn.

Only tasks are written here; what a request is shown is asked of the record meanwhile (`home.sharing.cards`).
"""

from home.tasks import forget_cards, forget_cards_of_product
from stories.releases import live_releases


def verification_ended(*, product, verification) -> None:
    forget_cards_of_product.enqueue(product_id=product.pk)


def consent_withdrawn(*, person_met, person) -> None:
    """Whoever is shown may be on any cover: all cards go, and are drawn anew where they are asked for."""
    forget_cards.enqueue(story_ids=list(live_releases().values_list("story", flat=True)))


def released(*, release) -> None:
    forget_cards.enqueue(story_ids=[release.story_id])


def taken_down(*, story, reason: str) -> None:
    forget_cards.enqueue(story_ids=[story.pk])
