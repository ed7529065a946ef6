"""Tags of the screens on which a verification is withdrawn."""

from django import template

from products import effect
from products.models import Product

register = template.Library()


@register.simple_tag
def effect_of(product: Product) -> list[str]:
    """What a withdrawal would hit now, one line a room."""
    return effect.effect_of(product)
