"""How much of a product, or of one shop's offer, is left: a count by hand, and every change so far; and what an
offer has cost."""

from decimal import Decimal

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from products import stock
from products.admin.pages import DeskPage, listing_of
from products.availability import is_sold_out, pause_of
from products.errors import Refused
from products.models import Offer, Product
from products.price_chart import chart_of, price_rows
from products.scope import products_of

CHANGES_SHOWN = 50


KILOGRAMS, PIECES = "kg", "pieces"


class CountForm(forms.Form):
    kilograms = forms.DecimalField(
        label=gettext_lazy("Left to sell, in kg"),
        min_value=0,
        max_value=Decimal(stock.MOST_GRAMS) / 1000,
        decimal_places=3,
        help_text=gettext_lazy(
            "What is there now and not yet ordered. Orders made from now on are taken off by themselves."
        ),
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=stock.LONGEST_NOTE)

    def grams(self, _thing: Product) -> int:
        return int(self.cleaned_data["kilograms"] * 1000)


class OfferCountForm(forms.Form):
    """In the unit in which the shop counts."""

    amount = forms.DecimalField(
        label=gettext_lazy("Left in this shop"),
        min_value=0,
        max_value=Decimal(stock.MOST_GRAMS) / 1000,
        decimal_places=3,
        help_text=gettext_lazy(
            "What the shop can still sell now. Orders made from now on are taken off by themselves."
        ),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Counted in"),
        choices=[(PIECES, gettext_lazy("pieces as sold")), (KILOGRAMS, gettext_lazy("kg"))],
        initial=PIECES,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=stock.LONGEST_NOTE)

    def clean(self) -> dict:
        data = super().clean()
        amount = data.get("amount")
        if data.get("unit") == PIECES and amount is not None and amount != amount.to_integral_value():
            self.add_error("amount", _("Pieces are whole."))
        return data

    def grams(self, offer: Offer) -> int:
        unit = 1000 if self.cleaned_data["unit"] == KILOGRAMS else offer.net_grams
        return int(self.cleaned_data["amount"] * unit)


class StockView(DeskPage, FormView):
    """Of a product: all that is left, whoever sells it."""

    form_class = CountForm
    template_name = "products/admin/stock.html"
    page_title = gettext_lazy("Stock")
    header_icon = "clipboard-list"
    above = (listing_of(Product),)

    def dispatch(self, request, *args, **kwargs):
        self.product = products_of(request.user).filter(pk=kwargs["pk"]).first()
        if self.product is None:
            raise Http404
        if not stock.may_count(request.user, self.product):
            raise PermissionDenied
        self.thing = self.counted_thing(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def counted_thing(self, **kwargs) -> Product | Offer:
        return self.product

    def get_page_subtitle(self) -> str:
        return str(self.thing)

    def get_breadcrumbs_items(self):
        *above, here = super().get_breadcrumbs_items()
        return [*above, {**here, "sublabel": str(self.thing)}]

    def get_context_data(self, **kwargs):
        changes = self.thing.stock_changes.select_related("by")
        return super().get_context_data(
            product=self.product,
            changes=[
                (change, Decimal(change.grams) / 1000, Decimal(change.left_grams) / 1000)
                for change in changes[:CHANGES_SHOWN]
            ],
            left=_kilograms(self.thing),
            **self.more(),
            **kwargs,
        )

    def more(self) -> dict:
        offers = self.product.offers.all()
        rows = [{"offer": offer, "left": _kilograms(offer), "sold_out": is_sold_out(offer)} for offer in offers]
        return {"pause": pause_of(self.product), "offers": rows}

    def form_valid(self, form):
        try:
            stock.count(self.thing, self.request.user, form.grams(self.thing), form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("The count is kept; orders are taken off from now on."))
        return redirect(self.request.path)

    def form_invalid(self, form):
        messages.error(self.request, _("Nothing was changed; see what is wrong below."))
        return self.render_to_response(self.get_context_data(form=form), status=422)


class OfferView(StockView):
    """Of one shop's offer: what is left of it, and what it has cost."""

    form_class = OfferCountForm
    template_name = "products/admin/offer.html"
    page_title = gettext_lazy("Stock and prices")
    header_icon = "tag"

    def counted_thing(self, **kwargs) -> Offer:
        return get_object_or_404(self.product.offers.select_related("product"), pk=kwargs["offer"])

    @property
    def above(self):
        return *super().above, (str(self.product), reverse("product:stock", args=[self.product.pk]))

    def more(self) -> dict:
        prices = price_rows(self.thing)
        return {
            "offer": self.thing,
            "sold_out": is_sold_out(self.thing),
            "prices": prices[::-1][:CHANGES_SHOWN],
            "chart": chart_of(prices, timezone.now()),
        }


def _kilograms(thing: Product | Offer) -> Decimal | None:
    return None if thing.stock_grams is None else Decimal(thing.stock_grams) / 1000
