"""The windows in which an author picks a product or an offer for a card."""

from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenMultipleView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from products.models import Offer, Product
from products.scope import products_of
from stories.snapshots import no_longer_verified


class SearchForm(BaseFilterForm):
    q = forms.CharField(label=_("Search term"), required=False, widget=forms.TextInput(attrs={"placeholder": ""}))
    fields_searched: tuple[str, ...] = ()

    def filter(self, objects):
        objects = super().filter(objects)
        for word in (self.cleaned_data.get("q") or "").split():
            matches = Q()
            for field in self.fields_searched:
                matches |= Q(**{f"{field}__icontains": word})
            objects = objects.filter(matches)
            self.is_searching = True
        return objects


class ProductSearchForm(SearchForm):
    fields_searched = ("name_zh", "name_en", "code", "slug", "place__name_zh", "place__name_en")


class OfferSearchForm(SearchForm):
    fields_searched = ("sku", "title_zh", "title_en", "product__name_zh", "product__name_en")


def choice_column(view, label: str, accessor) -> TitleColumn:
    """The column whose link chooses; the dialog's script takes over links marked so, others would leave the editor."""
    return TitleColumn(
        "title",
        label=label,
        accessor=accessor,
        url_name=view.chosen_url_name,
        link_attrs={"data-chooser-modal-choice": True},
    )


def _products_for(person):
    return products_of(person).exclude(no_longer_verified())


class _ProductList:
    """Products that may be written about: verified today."""

    filter_form_class = ProductSearchForm
    ordering = ["slug"]

    def get_object_list(self):
        return _products_for(self.request.user).select_related("place", "current_verification")

    @cached_property
    def title_column(self):
        return choice_column(self, _("Product"), str)

    @property
    def columns(self):
        return [
            self.title_column,
            Column("place", label=_("County")),
            Column("code", label=_("Code")),
            Column("until", label=_("Verified until"), accessor="current_verification.valid_until"),
        ]


class ProductChooseView(_ProductList, ChooseView):
    pass


class ProductResultsView(_ProductList, ChooseResultsView):
    pass


class ProductChosenView(ChosenView):
    def get_object(self, pk):
        return products_of(self.request.user).get(pk=pk)


class ProductsChosenView(ChosenMultipleView):
    def get_objects(self, pks):
        return products_of(self.request.user).filter(pk__in=pks)


def _offers_for(person):
    return Offer.objects.filter(active=True, product__in=products_of(person).values("pk"))


class _OfferList:
    filter_form_class = OfferSearchForm
    ordering = ["product__slug", "sort_order", "pk"]

    def get_object_list(self):
        return _offers_for(self.request.user).select_related("product")

    @property
    def columns(self):
        return [
            choice_column(self, _("Offer"), _offer_name),
            Column("product", label=_("Product")),
            Column("shop", label=_("Shop"), accessor="get_platform_display"),
            Column("price", label=_("Yuan"), accessor="yuan"),
        ]


class OfferChooseView(_OfferList, ChooseView):
    pass


class OfferResultsView(_OfferList, ChooseResultsView):
    pass


class OfferChosenView(ChosenView):
    def get_object(self, pk):
        return _offers_for(self.request.user).get(pk=pk)


class OffersChosenView(ChosenMultipleView):
    def get_objects(self, pks):
        return _offers_for(self.request.user).filter(pk__in=pks)


def _offer_name(offer: Offer) -> str:
    return f"{offer.title()} · {offer.sku}"


class ChoosingWindow(ChooserViewSet):
    """Only chooses: products and offers are entered on the product's own page, with its rules."""

    # Only cards are limited to verified products, other forms are not.
    register_widget = False

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


class ProductWindow(ChoosingWindow):
    model = Product
    icon = "tag"
    choose_one_text = _("Choose a verified product")
    choose_another_text = _("Choose another product")
    choose_view_class = ProductChooseView
    choose_results_view_class = ProductResultsView
    chosen_view_class = ProductChosenView
    chosen_multiple_view_class = ProductsChosenView


class OfferWindow(ChoosingWindow):
    model = Offer
    icon = "tag"
    choose_one_text = _("Choose an offer")
    choose_another_text = _("Choose another offer")
    choose_view_class = OfferChooseView
    choose_results_view_class = OfferResultsView
    chosen_view_class = OfferChosenView
    chosen_multiple_view_class = OffersChosenView


product_window = ProductWindow("story_products")
offer_window = OfferWindow("story_offers")
