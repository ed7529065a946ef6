"""Public views outside the language trees: the check address printed beside every story, and finding places."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from products.models import PlaceLevel, Product
from products.place_search import LONGEST_QUERY, search_places
from products.public import earlier_verifications, product_context
from products.qr import check_address, qr_inline, qr_svg

MOST_PLACES = 20
# Places change a few times a year.
PLACES_KEPT_SECONDS = 3600


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What was confirmed of a product, by whom and until when; says so when it no longer holds.

    The code's case does not matter. 404 for a code that nobody was given.
    """
    products = Product.objects.select_related(
        "place__parent__parent", "producer", "current_verification__withdrawn_by__organisation"
    )
    product = get_object_or_404(products, code__iexact=code)
    context = {
        **product_context(product, translation.get_language()),
        "earlier": earlier_verifications(product),
        "check_address": check_address(product),
        "qr": qr_inline(product),
        "now": timezone.now(),
    }
    response = render(request, "products/verify.html", context)
    # A withdrawal must be seen at once.
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@cache_control(public=True, max_age=86_400)
def qr_file(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of a check address as an SVG file. It says where the record is, not what it says."""
    product = get_object_or_404(Product, code__iexact=code)
    response = HttpResponse(qr_svg(product), content_type="image/svg+xml")
    response["Content-Disposition"] = f'inline; filename="{product.code}.svg"'
    return response


@require_safe
def place_search(request: HttpRequest) -> JsonResponse:
    """`?q=` a name, pinyin, initials or code, `?level=province|prefecture|county`: at most twenty places, best first.

    Names are in the language of `?lang=`, else of the browser. 400 for a level that is none and for a longer `q` than
    names are. Two queries.
    """
    text, level = request.GET.get("q", ""), request.GET.get("level", "")
    if len(text) > LONGEST_QUERY:
        return _problem("places.query_too_long", _("Type at most %(most)d characters.") % {"most": LONGEST_QUERY})
    if level and level not in PlaceLevel.values:
        levels = ", ".join(PlaceLevel.values)
        return _problem("places.unknown_level", _("Choose one of these levels: %(levels)s.") % {"levels": levels})
    rows = [
        {"code": place.code, "name": place.name(), "path": place.path()}
        for place in search_places(text, level or None, MOST_PLACES)
    ]
    response = JsonResponse({"places": rows}, json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, public=True, max_age=PLACES_KEPT_SECONDS)
    return response


def _problem(code: str, detail: str) -> JsonResponse:
    return JsonResponse(
        {"code": code, "detail": detail},
        status=400,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
