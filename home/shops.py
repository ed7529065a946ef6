"""Where a product can be bought from its own page: by the links of the newest story that carries it."""

from collections.abc import Iterable, Sequence

from commerce.links import web_links
from products.models import Offer, Product
from stories.document import ProductCard
from stories.models import StoryPage
from stories.models.releases import Release


def ways_to_buy(product: Product, offers: Iterable[Offer], stories: Sequence[StoryPage]) -> list[dict]:
    """Each offer with its address; none without a story, since every sale is counted for one.

    `stories` are of `listed_stories`, newest first. Two queries, whatever the product offers.
    """
    if not stories:
        return []
    story = stories[0]
    document = Release.objects.get(pk=story.current_release_id).parsed()
    cards = [block for block in document.body if isinstance(block, ProductCard) and block.product == product.code]
    if not cards:
        return []
    card = cards[0]
    wanted = [(card.id, offer.pk) for offer in offers]
    links = web_links(story.pk, wanted)
    return [{"offer": offer, "url": links[card.id, offer.pk]} for offer in offers]
