"""What a reader without a connection sees: one page in each language, which the browser keeps from before.

Nothing else is kept there: a story or a price from yesterday might carry a product that has lost its verification.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from home import sheets
from products.showing import baked


@require_safe
@baked
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "home/offline.html")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the root, as it may only act for addresses below its own."""
    context = {"pages": {code: _page(code) for code, _name in settings.LANGUAGES}, "version": sheets.version()}
    answer = render(request, "home/service_worker.js", context, content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


def _page(language: str) -> str:
    with translation.override(language):
        return reverse("home:offline")
