"""Keeps `DraftProduct` in step with what people write: one query more where nothing changed."""

import json
import re
from collections.abc import Mapping
from typing import Any

from wagtail.models import Revision

from products.models import Product
from stories.models.drafts import DraftProduct
from stories.models.story import StoryPage
from stories.sources import mapping, number

# As `stories.rich_facts` stores a fact; JSON inside JSON may escape the quotes.
_FACT = re.compile(
    r'linktype=\\?"fact\\?"[^>]*?product=\\?"(\d{1,17})|product=\\?"(\d{1,17})\\?"[^>]*?linktype=\\?"fact'
)


def product_ids(body: object) -> set[int]:
    """Ids of the products in the stored body of a story, which may be of any state."""
    text = body if isinstance(body, str) else json.dumps(body)
    found = {int(one or other) for one, other in _FACT.findall(text)}
    try:
        blocks = json.loads(text)
    except ValueError:
        return found
    for block in blocks if isinstance(blocks, list) else []:
        value = mapping(mapping(block).get("value"))
        found.add(number(value.get("product")) or 0)
    return found - {0}


def revision_saved(sender: type, instance: Revision, **kwargs: Any) -> None:
    """`post_save` of every revision: autosave writes the same one again and again."""
    if is_story(instance):
        keep(int(instance.object_id), instance.content)


def keep(story_id: int, content: Mapping[str, Any]) -> None:
    wanted = product_ids(content.get("body"))
    kept = dict(DraftProduct.objects.filter(story_id=story_id).values_list("product_id", "pk"))
    gone = [pk for product, pk in kept.items() if product not in wanted]
    if gone:
        DraftProduct.objects.filter(pk__in=gone).delete()
    new = (
        Product.objects.filter(pk__in=wanted - kept.keys()).values_list("pk", flat=True) if wanted - kept.keys() else ()
    )
    DraftProduct.objects.bulk_create(
        [DraftProduct(story_id=story_id, product_id=pk) for pk in new], ignore_conflicts=True
    )


def is_story(revision: Revision) -> bool:
    model = revision.content_type.model_class() if revision.content_type_id else None
    return model is not None and issubclass(model, StoryPage)
