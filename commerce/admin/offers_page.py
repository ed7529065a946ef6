"""Offers that need a person: sold out in their shop, promotion links to be made anew, items no longer shown there."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from commerce.offer_looks import due_links
from commerce.tasks import look_at_offers
from products.admin.pages import GuardedPage
from products.models import Offer, Seen

SHOWN = 200


class OffersPage(GuardedPage, TemplateView):
    permission = "commerce.view_purchaselink"
    page_title = gettext_lazy("Offers to look after")
    header_icon = "link"
    template_name = "commerce/admin/offers.html"

    def get_context_data(self, **kwargs):
        lost = Offer.objects.filter(active=True).exclude(seen__in=["", Seen.ALIVE]).select_related("product")
        sold_out = Offer.objects.filter(active=True, stock_grams__lt=F("net_grams")).select_related("product")
        return super().get_context_data(
            sold_out=sold_out.order_by("product", "pk")[:SHOWN],
            due=due_links()[:SHOWN],
            lost=lost.order_by("seen", "-seen_at")[:SHOWN],
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        look_at_offers.enqueue()
        messages.success(request, _("The shops are being asked. Come back in some minutes."))
        return redirect(request.path)
