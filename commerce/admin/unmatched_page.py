"""Order lines that do not count yet because their SKU is none of our offers, and contradictory ones."""

from django.db import transaction
from django.db.models import Count, Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from commerce import ledger
from commerce.admin.pages import GuardedPage
from commerce.models import OrderLine
from products.models import Platform

SHOWN = 200


class UnmatchedPage(GuardedPage, TemplateView):
    permission = "commerce.view_orderline"
    page_title = gettext_lazy("Unmatched orders")
    header_icon = "warning"
    template_name = "commerce/admin/unmatched.html"

    def get_context_data(self, **kwargs):
        groups = (
            OrderLine.objects.filter(offer=None)
            .order_by()
            .values("platform", "sku")
            .annotate(lines=Count("id"), units=Sum("quantity"), name=Max("name"), last=Max("ordered_at"))
            .order_by("-lines", "sku")
        )
        contradictory = OrderLine.objects.filter(in_conflict=True).order_by("-modified_at")
        return super().get_context_data(
            groups=[{**group, "shop": Platform(group["platform"]).label} for group in groups[:SHOWN]],
            contradictory=contradictory[:SHOWN],
            may_match=self.request.user.has_perm("commerce.change_orderline"),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("commerce.change_orderline"):
            messages.error(request, _("Your role does not allow this."))
            return redirect(request.path)
        with transaction.atomic():
            ledger.lock()
            matched = ledger.match_waiting()
        if matched:
            text = ngettext("%(count)d line was matched.", "%(count)d lines were matched.", matched)
            messages.success(request, text % {"count": matched})
        else:
            messages.info(request, _("None of these SKUs belongs to an offer yet."))
        return redirect(request.path)
