"""For pages of other rooms that show stories."""

from django import template
from django.utils import translation

from products.models import Product
from stories import public

register = template.Library()


@register.simple_tag
def stories_about(product: Product, limit: int = 6) -> list:
    """Live stories in the current language that carry the product, newest first."""
    return list(public.stories_about(product, translation.get_language() or "zh-hans")[:limit])
