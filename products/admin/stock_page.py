"""How much of a product is left: a count by hand, and every change so far."""

from decimal import Decimal

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from products import stock
from products.availability import pause_of
from products.errors import Refused
from products.models import Product
from products.scope import products_of

CHANGES_SHOWN = 50


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


class StockView(WagtailAdminTemplateMixin, FormView):
    form_class = CountForm
    template_name = "products/admin/stock.html"
    page_title = gettext_lazy("Stock")
    header_icon = "clipboard-list"

    def dispatch(self, request, *args, **kwargs):
        self.product = products_of(request.user).filter(pk=kwargs["pk"]).first()
        if self.product is None:
            raise Http404
        if not stock.may_count(request.user, self.product):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.product)

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("product:index"), "label": capfirst(Product._meta.verbose_name_plural)}
        return [
            *self.breadcrumbs_items,
            listing,
            {"url": "", "label": self.get_page_title(), "sublabel": str(self.product)},
        ]

    def get_context_data(self, **kwargs):
        changes = self.product.stock_changes.select_related("by")
        return super().get_context_data(
            product=self.product,
            pause=pause_of(self.product),
            changes=[
                (change, Decimal(change.grams) / 1000, Decimal(change.left_grams) / 1000)
                for change in changes[:CHANGES_SHOWN]
            ],
            left=None if self.product.stock_grams is None else Decimal(self.product.stock_grams) / 1000,
            **kwargs,
        )

    def form_valid(self, form):
        grams = int(form.cleaned_data["kilograms"] * 1000)
        try:
            stock.count(self.product, self.request.user, grams, form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("The count is kept; orders are taken off from now on."))
        return redirect("product:stock", self.product.pk)

    def form_invalid(self, form):
        messages.error(self.request, _("Nothing was changed; see what is wrong below."))
        return self.render_to_response(self.get_context_data(form=form), status=422)
