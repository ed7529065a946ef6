"""The window in which an author picks a confirmed fact, for the text or for a fact table."""

from django import forms
from django.db.models import BooleanField, Case, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenMultipleView, ChosenView

from products.models import Fact, Product
from products.scope import products_of
from stories.builder import LANGUAGES
from stories.chooser_windows import ChoosingWindow, SearchForm, choice_column
from stories.facts import fact_text
from stories.richtext import pk_of
from stories.snapshots import no_longer_verified

MOST_FIRST = 50


class FactSearchForm(SearchForm):
    product = forms.ModelChoiceField(label=_("Product"), queryset=Product.objects.none(), required=False)
    fields_searched = (
        *("label_zh", "label_en", "value_zh", "value_en", "key"),
        *("product__name_zh", "product__name_en", "product__code"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = Fact.objects.filter(confirmed_on__isnull=False).values("product")
        self.fields["product"].queryset = Product.objects.exclude(no_longer_verified()).filter(pk__in=known)

    def filter(self, objects):
        objects = super().filter(objects)
        product = self.cleaned_data.get("product")
        return objects.filter(product=product) if product else objects


def _facts_for(person):
    """Confirmed facts of the products in scope. One that a story carries already may have lost its product's seal."""
    return Fact.objects.filter(confirmed_on__isnull=False, product__in=products_of(person).values("pk"))


class _FactList:
    """Confirmed facts of products verified today; those of the story's own products come first."""

    filter_form_class = FactSearchForm
    ordering = ["-ours", "product__slug", "sort_order", "pk"]

    def get_object_list(self):
        first = [pk_of(text) for text in self.request.GET.get("first", "").split(",")[:MOST_FIRST]]
        ours = Case(
            When(product__in=[pk for pk in first if pk] or [0], then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        verified = Product.objects.exclude(no_longer_verified())
        facts = _facts_for(self.request.user).filter(product__in=verified.values("pk"))
        return facts.annotate(ours=ours).select_related("product")

    @property
    def columns(self):
        return [
            choice_column(self, _("Fact"), _fact_name),
            Column("said", label=_("Value"), accessor=_both),
            Column("product", label=_("Product")),
            Column("code", label=_("Code"), accessor="product.code"),
            Column("confirmed_on", label=_("Confirmed on")),
        ]


class FactChooseView(_FactList, ChooseView):
    pass


class FactResultsView(_FactList, ChooseResultsView):
    pass


class FactChosenView(ChosenView):
    """Answers with what the text editor inserts, too: the words in the story's language."""

    def get_object(self, pk):
        return _facts_for(self.request.user).select_related("product").get(pk=pk)

    def get_chosen_response_data(self, item):
        asked = self.request.GET.get("language", "")
        return {
            **super().get_chosen_response_data(item),
            "product": str(item.product_id),
            "key": item.key,
            "label": f"{item.product} · {item.label()}",
            "text": fact_text(item, asked if asked in LANGUAGES else LANGUAGES[0]),
        }


class FactsChosenView(ChosenMultipleView):
    def get_objects(self, pks):
        return _facts_for(self.request.user).filter(pk__in=pks)


def _fact_name(fact: Fact) -> str:
    return f"{fact.label_zh} · {fact.label_en}" if fact.label_en != fact.label_zh else fact.label_zh


def _both(fact: Fact) -> str:
    zh, en = fact_text(fact, "zh-hans"), fact_text(fact, "en")
    return zh if zh == en else f"{zh} / {en}"


class FactWindow(ChoosingWindow):
    model = Fact
    icon = "clipboard-list"
    choose_one_text = _("Choose a confirmed fact")
    choose_another_text = _("Choose another fact")
    choose_view_class = FactChooseView
    choose_results_view_class = FactResultsView
    chosen_view_class = FactChosenView
    chosen_multiple_view_class = FactsChosenView
    preserve_url_parameters = ["multiple", "language", "first"]


fact_window = FactWindow("story_facts")
