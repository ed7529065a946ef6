"""Money for templates."""

from decimal import Decimal

from django import template
from django.template.defaultfilters import floatformat

register = template.Library()


@register.filter
def yuan(fen: int) -> str:
    """Return fen as yuan with two places: 280000 is 2,800.00."""
    return floatformat(Decimal(fen).scaleb(-2), "2g")
