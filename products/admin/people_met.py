"""People met on visits: what they agreed to, where they are shown, and writing down that they withdrew it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets import AdminAutoHeightTextInput

from products.admin.pages import DeskPage, listing_of
from products.admin.viewsets import ListingOnly
from products.consents import LONGEST_NOTE, may_withdraw, people_met_by_scope, withdraw_consent
from products.errors import Refused
from products.models import PersonMet
from products.picture_uses import pages_showing


def agreed_to(met: PersonMet) -> str:
    if met.withdrawn_at:
        return _("Withdrawn")
    agreed = [text for is_so, text in ((met.may_picture, _("pictures")), (met.may_name, _("name"))) if is_so]
    return " · ".join(agreed) or _("Nothing")


def shown_on(met: PersonMet) -> str:
    return " · ".join(str(page) for page in met.shown_on)


class PeopleMetIndexView(generic.IndexView):
    """The pages that show each person are read for the rows of the page at once."""

    def get_base_queryset(self):
        people = people_met_by_scope(self.request.user)
        return people.select_related("visit__verification__product__place").prefetch_related("photos")

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        people = list(context["object_list"])
        pages = pages_showing({item.photo_id for met in people for item in met.photos.all()})
        for met in people:
            found = {page.pk: page for item in met.photos.all() for page in pages.get(item.photo_id, ())}
            met.shown_on = list(found.values())
        context["table"].data = people
        return context


class WithdrawForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=gettext_lazy("How and when they said so. Never published."),
    )


class WithdrawConsentView(DeskPage, FormView):
    form_class = WithdrawForm
    template_name = "products/admin/withdraw_consent.html"
    header_icon = "user"
    above = (listing_of(PersonMet, "person_met"),)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        people = people_met_by_scope(request.user).select_related("visit__verification__product", "withdrawn_by")
        self.met = get_object_or_404(people, pk=kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        self.refusal = may_withdraw(request.user, self.met)
        if self.refusal and self.refusal.code == "consent.no_permission":
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return str(self.met)

    def get_context_data(self, **kwargs):
        photos = list(self.met.photos.select_related("photo"))
        pages = pages_showing({item.photo_id for item in photos})
        shown = {page.pk: page for found in pages.values() for page in found}
        return super().get_context_data(
            met=self.met,
            agreed=agreed_to(self.met),
            photos=photos,
            pages=list(shown.values()),
            refusal=self.refusal,
            **kwargs,
        )

    def form_valid(self, form):
        try:
            followed = withdraw_consent(self.met, self.request.user, form.cleaned_data["note"])
        except Refused as refusal:
            messages.error(self.request, refusal.message)
            return redirect("person_met:withdraw", self.met.pk)
        done = _("The consent of %(name)s is withdrawn. Their pictures are off the public pages.") % {"name": self.met}
        messages.success(self.request, " ".join([done, *followed]))
        return redirect("person_met:index")


class PeopleMetViewSet(ListingOnly):
    model = PersonMet
    icon = "user"
    name = "person_met"
    url_prefix = "people-met"
    row_page = "withdraw"
    menu_label = gettext_lazy("People met")
    index_view_class = PeopleMetIndexView
    search_fields = ["name", "visit__verification__product__name_zh", "visit__verification__product__name_en"]
    list_display = [
        TitleColumn("name", label=gettext_lazy("Name"), url_name="person_met:withdraw", sort_key="name"),
        Column("product", label=gettext_lazy("Product"), accessor="visit.verification.product"),
        StatusTagColumn(
            "agreed", label=gettext_lazy("Agreed to"), accessor=agreed_to, primary=lambda met: met.may_be_shown
        ),
        DateColumn("consented_on", label=gettext_lazy("Agreed on")),
        Column("shown_on", label=gettext_lazy("Shown on"), accessor=shown_on),
    ]
    ordering = "-id"

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", self.construct_view(WithdrawConsentView), name="withdraw"),
        ]
