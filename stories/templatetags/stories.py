"""For pages of other rooms that show stories."""

from collections.abc import Iterable

from django import template
from django.utils import translation

from products.models import Product
from stories import public

register = template.Library()


@register.simple_tag
def stories_about(product: Product, limit: int = 6) -> list:
    """Live stories in the current language that carry the product, newest first."""
    return list(public.stories_about(product, translation.get_language() or "zh-hans")[:limit])


@register.simple_tag
def stories_about_any(products: Iterable[Product], limit: int = 6) -> list:
    """Live stories in the current language that carry one of the products, newest first."""
    listed = public.listed_stories(translation.get_language() or "zh-hans")
    return list(public.carrying(listed, products)[:limit])
