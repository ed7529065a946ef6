"""Who we are and how verification works."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.seals import Seal
from home.shelves import product_pages, verified_on


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """The words are the template's; the example is a record that holds today, where there is one."""
    on_sale = product_pages(get_language()).filter(verified_on(timezone.localdate()))
    example = on_sale.select_related("product__place", "product__current_verification").first()
    words = {
        "verified": Seal("verified", _("Verified")),
        "lapsed": Seal("lapsed", _("Verification lapsed")),
        "withdrawn": Seal("withdrawn", _("Verification withdrawn")),
    }
    return render(request, "home/about.html", {"example": example.product if example else None, "words": words})
