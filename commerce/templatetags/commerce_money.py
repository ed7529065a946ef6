"""Money and weight for templates."""

from decimal import Decimal

from django import template
from django.template.defaultfilters import floatformat

register = template.Library()


@register.filter
def yuan(fen: int) -> str:
    """Return fen as yuan with two places: 280000 is 2,800.00."""
    return floatformat(Decimal(fen).scaleb(-2), "2g")


@register.filter
def kilograms(grams: int) -> str:
    """Return grams as kilograms without needless places: 5000000 is 5,000."""
    return floatformat(Decimal(grams) / 1000, "-1g")
