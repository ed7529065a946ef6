"""Where the products come from: all provinces, and a page for each province, prefecture and county."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from home.places import place_page, provinces, steps_to
from home.structured_data import breadcrumbs
from products.models import Place, PlaceLevel
from products.showing import baked, show_only


@require_safe
@baked
def places(request: HttpRequest) -> HttpResponse:
    """The provinces that have products."""
    language = get_language()
    show_only(f"products:{language}")
    return render(request, "home/places.html", {"provinces": provinces(language)})


@require_safe
@baked
def place(request: HttpRequest, code: str) -> HttpResponse:
    """What comes from a place. 404 for a code that no place has."""
    found = get_object_or_404(Place.objects.select_related("parent__parent"), code=code)
    language = get_language()
    # Counts of what lies below are no rows; a county has none.
    listed = f"products-in:{code}" if found.level == PlaceLevel.COUNTY else f"products:{language}"
    show_only(f"stories-in:{code}", listed)
    steps = steps_to(found, language)
    context = {
        "shown": place_page(found, language, request.GET.get("page")),
        "steps": steps[:-1],
        "structured": breadcrumbs(steps),
    }
    return render(request, "home/place.html", context)
