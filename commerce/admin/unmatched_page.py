"""Order lines that do not count yet because their SKU is none of our offers, and contradictory ones."""

from collections import Counter
from decimal import Decimal

from django import forms
from django.db import transaction
from django.db.models import Count, Max, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from commerce import ledger, matching, slots
from commerce.importing.report import UnknownSlot
from commerce.models import OrderLine
from products.admin.pages import GuardedPage
from products.errors import Refused
from products.models import Offer, Platform
from products.models.fields import CustomaryUnitFormField

SHOWN = 200


class OfferChoice(forms.ModelChoiceField):
    def label_from_instance(self, offer: Offer) -> str:
        return f"{offer.product} · {offer.title()} · {offer.net_grams} g · {offer.sku}"


class MatchForm(forms.Form):
    """The offers of one shop."""

    offer = OfferChoice(Offer.objects.none(), label=gettext_lazy("Offer"))
    unit_grams = CustomaryUnitFormField(
        label=gettext_lazy("Net weight of a unit (kg)"),
        decimal_places=3,
        min_value=Decimal("0.001"),
        max_value=Decimal(matching.MAX_GRAMS).scaleb(-3),
        help_text=gettext_lazy("What a buyer of one unit of this SKU gets, without the packing."),
    )

    def __init__(self, *args, platform: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offer"].queryset = Offer.objects.filter(platform=platform).select_related("product")


class MatchPage(GuardedPage, FormView):
    """Says which offer a SKU is; the lines that waited for it count from then on."""

    permission = "commerce.change_orderline"
    above = ((gettext_lazy("Unmatched orders"), reverse_lazy("unmatched_orders:index")),)
    page_title = gettext_lazy("Match a SKU")
    header_icon = "warning"
    form_class = MatchForm
    template_name = "commerce/admin/match.html"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.platform, self.sku = kwargs["platform"], kwargs["sku"]
        self.waiting = OrderLine.objects.filter(platform=self.platform, sku=self.sku, offer=None).order_by(
            "-ordered_at"
        )

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "platform": self.platform}

    def get_context_data(self, **kwargs):
        first = self.waiting.first()
        if first is None:
            raise Http404
        return super().get_context_data(
            **{
                "line": first,
                "count": self.waiting.count(),
                "action_url": self.request.path,
                "submit_button_label": _("Match"),
                **kwargs,
            }
        )

    def form_valid(self, form: MatchForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            matched = matching.match(self.platform, self.sku, data["offer"], data["unit_grams"], by=self.request.user)
        except Refused as refusal:
            messages.error(self.request, str(refusal))
            return redirect("unmatched_orders:index")
        text = ngettext("%(count)d line was matched.", "%(count)d lines were matched.", matched)
        messages.success(self.request, text % {"count": matched})
        return redirect("unmatched_orders:index")


def unknown_slots() -> list[UnknownSlot]:
    """Return the slots that orders name and no channel is tied to, most lines first."""
    waiting = OrderLine.objects.filter(link=None, slot=None).exclude(slots="").order_by()
    lines: Counter[tuple[str, str]] = Counter()
    for text, count in waiting.values_list("slots").annotate(Count("id")):
        for slot in slots.read(text):
            lines[slot] += count
    return [UnknownSlot(*slot, count) for slot, count in lines.most_common()]


class UnmatchedPage(GuardedPage, TemplateView):
    permission = "commerce.view_orderline"
    page_title = gettext_lazy("Unmatched orders")
    header_icon = "warning"
    template_name = "commerce/admin/unmatched.html"

    def get_context_data(self, **kwargs):
        groups = (
            OrderLine.objects.filter(offer=None, taken_back=False)
            .order_by()
            .values("platform", "sku")
            .annotate(lines=Count("id"), units=Sum("quantity"), name=Max("name"), last=Max("ordered_at"))
            .order_by("-lines", "sku")
        )
        contradictory = OrderLine.objects.filter(in_conflict=True).order_by("-modified_at")
        return super().get_context_data(
            groups=[{**group, "shop": Platform(group["platform"]).label} for group in groups[:SHOWN]],
            contradictory=contradictory[:SHOWN],
            unknown=unknown_slots()[:SHOWN],
            may_tie=self.request.user.has_perm("commerce.add_shopslot"),
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
