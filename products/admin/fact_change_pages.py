"""Changes of confirmed facts: the list, the proposal, and the page on which a second person decides."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from products import fact_changes
from products.admin.pages import DeskPage, listing_of
from products.admin.viewsets import ListingOnly
from products.casework import LONGEST_REASON
from products.errors import Refused
from products.fact_carriers import carriers_of
from products.models import Evidence, Fact, FactChange, FactChangeState, Product
from products.scope import is_in_scope, products_of


class ProposeForm(forms.Form):
    value_zh = forms.CharField(label=gettext_lazy("Chinese value"), max_length=160)
    value_en = forms.CharField(label=gettext_lazy("English value"), max_length=200)
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=20, required=False)
    evidence = forms.ModelChoiceField(
        label=gettext_lazy("Evidence"),
        queryset=Evidence.objects.none(),
        required=False,
        help_text=gettext_lazy("What the new words rest on. Leave empty to keep what the fact has."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=LONGEST_REASON, widget=AdminAutoHeightTextInput)

    def __init__(self, *args, fact: Fact, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = Evidence.objects.filter(verification__product=fact.product_id)


class RejectForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=LONGEST_REASON, widget=AdminAutoHeightTextInput)


class _ChangePage(DeskPage, FormView):
    header_icon = "clipboard-list"
    above = (listing_of(FactChange),)

    def get_page_title(self):
        return f"{self.fact.product} · {self.fact.label()}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(fact=self.fact, carriers=carriers_of(self.fact), **kwargs)

    def form_invalid(self, form):
        messages.error(self.request, _("Nothing was changed; see what is wrong below."))
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ProposeView(_ChangePage):
    form_class = ProposeForm
    template_name = "products/admin/fact_propose.html"

    def dispatch(self, request, *args, **kwargs):
        self.fact = get_object_or_404(Fact.objects.select_related("product__current_verification"), pk=kwargs["fact"])
        if not fact_changes.may_propose(request.user, self.fact.product):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "fact": self.fact}

    def get_initial(self):
        return {"value_zh": self.fact.value_zh, "value_en": self.fact.value_en, "unit": self.fact.unit}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            action_url=reverse("factchange:propose", args=[self.fact.pk]),
            submit_button_label=_("Propose the change"),
            **kwargs,
        )

    def form_valid(self, form):
        try:
            change = fact_changes.propose(self.fact, self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("The change is proposed. Another person confirms it."))
        return redirect("factchange:change", change.pk)


class ChangeView(_ChangePage):
    """Shows what the change would touch; a form sent with `confirm` or `reject` decides."""

    form_class = RejectForm
    template_name = "products/admin/fact_change.html"

    def dispatch(self, request, *args, **kwargs):
        changes = FactChange.objects.select_related(
            "fact__product__current_verification", "proposed_by", "decided_by", "evidence"
        )
        self.change = get_object_or_404(changes, pk=kwargs["pk"])
        self.fact = self.change.fact
        if not request.user.has_perm("products.view_product") or not is_in_scope(request.user, self.fact.product):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        person, waits = self.request.user, self.change.state == FactChangeState.PROPOSED
        decides = waits and fact_changes.may_decide(person, self.fact.product)
        own = self.change.proposed_by_id == person.pk
        return super().get_context_data(
            change=self.change,
            may_confirm=decides and not own,
            may_reject=decides or (waits and own),
            own=own and waits,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        return self._confirm() if "confirm" in request.POST else super().post(request, *args, **kwargs)

    def _confirm(self):
        try:
            fact_changes.confirm_change(self.change, self.request.user)
        except Refused as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(
                self.request, _("The new words are confirmed. A correction is drafted for every live story below.")
            )
        return redirect("factchange:change", self.change.pk)

    def form_valid(self, form):
        try:
            fact_changes.reject_change(self.change, self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("The change is rejected; the old words stay."))
        return redirect("factchange:change", self.change.pk)


class FactChangeIndexView(generic.IndexView):
    def get_base_queryset(self):
        changes = FactChange.objects.select_related("fact__product", "proposed_by")
        return changes.filter(fact__product__in=products_of(self.request.user).values("pk"))


class FactChangeMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return fact_changes.may_propose(request.user) or fact_changes.may_decide(request.user)


def old_words(change: FactChange) -> str:
    return f"{change.old_value_zh} / {change.old_value_en} {change.old_unit}".rstrip()


def new_words(change: FactChange) -> str:
    return f"{change.value_zh} / {change.value_en} {change.unit}".rstrip()


register_permission_policy(FactChange, ModelPermissionPolicy(Product))


class FactChangeViewSet(ListingOnly):
    """Whoever may see products may see their changes; who may act is for `products.fact_changes` to say."""

    model = FactChange
    icon = "clipboard-list"
    url_prefix = "fact-changes"
    row_page = "change"
    index_view_class = FactChangeIndexView
    menu_item_class = FactChangeMenuItem
    list_filter = ["state"]
    list_display = [
        TitleColumn("fact", label=gettext_lazy("Fact"), accessor="fact.label", url_name="factchange:change"),
        Column("product", label=gettext_lazy("Product"), accessor="fact.product"),
        Column("old", label=gettext_lazy("Old words"), accessor=old_words),
        Column("new", label=gettext_lazy("New words"), accessor=new_words),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            primary=lambda change: change.state == FactChangeState.PROPOSED,
        ),
        Column("proposed_by", label=gettext_lazy("Proposed by")),
        DateColumn("proposed_at", label=gettext_lazy("Date")),
    ]
    ordering = "-pk"

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("propose/<int:fact>/", ProposeView.as_view(), name="propose"),
            path("<int:pk>/", ChangeView.as_view(), name="change"),
        ]
