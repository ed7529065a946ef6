"""The check address printed beside every story."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from products.models import Product
from products.public import product_context


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What was confirmed of a product, by whom and until when; says so when it no longer holds.

    The code's case does not matter. 404 for a code that nobody was given.
    """
    products = Product.objects.select_related(
        "place__parent__parent", "producer", "current_verification__withdrawn_by__organisation"
    )
    product = get_object_or_404(products, code__iexact=code)
    context = product_context(product, translation.get_language())
    response = render(request, "products/verify.html", {**context, "now": timezone.now()})
    # A withdrawal must be seen at once.
    response["Cache-Control"] = "no-cache"
    return response
