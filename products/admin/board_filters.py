"""What the board and the list of cases can be narrowed to, and how it is kept in the address."""

from collections.abc import Mapping

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from products.admin.filters import ProvinceFilter
from products.models import Organisation, Place, Step, StepKind, Verification, VerificationState
from products.scope import cases_of
from products.transitions import IN_PROGRESS

SEARCHED = (
    "product__name_zh",
    "product__name_en",
    "product__code",
    "product__place__name_zh",
    "product__place__name_en",
)
# The board's filters by their names in the address; nothing else of an address is carried on.
KEPT = ("q", "province", "county", "organisation", "season", "who")
LONGEST_SEARCH = 60


def kept_in_address(query: QueryDict | Mapping[str, str], **more) -> str:
    """The known filters of an address as the end of another one: `?province=430000`, or nothing."""
    kept = QueryDict(mutable=True)
    for name in KEPT:
        if query.get(name):
            kept[name] = query[name]
    for name, values in more.items():
        kept.setlist(name, values)
    return f"?{kept.urlencode()}" if kept else ""


def counties(request) -> QuerySet[Place]:
    cases = cases_of(request.user).values("product__place")
    return Place.objects.filter(pk__in=cases)


def recommenders(request) -> QuerySet[Organisation]:
    steps = Step.objects.filter(kind=StepKind.RECOMMENDED, verification__in=cases_of(request.user).values("pk"))
    return Organisation.objects.filter(pk__in=steps.values("organisation"))


def search(cases: QuerySet[Verification], text: str) -> QuerySet[Verification]:
    """Every word must stand in a name or in the code."""
    for word in text[:LONGEST_SEARCH].replace("\x00", "").split():
        matches = Q()
        for field in SEARCHED:
            matches |= Q(**{f"{field}__icontains": word})
        cases = cases.filter(matches)
    return cases


class CaseFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=VerificationState.choices, widget=forms.CheckboxSelectMultiple
    )
    province = ProvinceFilter(field_name="product__place__code")
    county = django_filters.ModelChoiceFilter(
        label=_("County"),
        field_name="product__place",
        queryset=counties,
        widget=forms.RadioSelect,
        blank=True,
        empty_label=_("All"),
    )
    organisation = django_filters.ModelChoiceFilter(
        label=_("Recommended by"),
        queryset=recommenders,
        method="by_recommender",
        widget=forms.RadioSelect,
        blank=True,
        empty_label=_("All"),
    )
    season = django_filters.ChoiceFilter(
        label=_("Season"),
        choices=lambda: [("now", _("In season now")), *((str(number), name) for number, name in MONTHS.items())],
        method="in_season",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    who = django_filters.ChoiceFilter(
        label=_("Next step"),
        choices=[("me", _("Taken on by me")), ("nobody", _("Taken on by nobody")), ("overdue", _("Overdue"))],
        method="by_claim",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )

    class Meta:
        model = Verification
        fields = ["state", "province", "county", "organisation", "season", "who"]

    def by_recommender(self, cases, name, organisation):
        steps = Step.objects.filter(kind=StepKind.RECOMMENDED, organisation=organisation)
        return cases.filter(pk__in=steps.values("verification"))

    def in_season(self, cases, name, value):
        return cases.filter(_harvested_in(timezone.localdate().month if value == "now" else int(value)))

    def by_claim(self, cases, name, value):
        cases = cases.filter(state__in=IN_PROGRESS)
        if value == "me":
            return cases.filter(claimed_by=self.request.user)
        if value == "nobody":
            return cases.filter(claimed_by=None)
        return cases.filter(due_on__lt=timezone.localdate())


def _harvested_in(month: int) -> Q:
    """November to January runs over New Year."""
    within = Q(product__season_start__lte=F("product__season_end"))
    over_new_year = Q(product__season_start__gt=F("product__season_end"))
    begun, not_over = Q(product__season_start__lte=month), Q(product__season_end__gte=month)
    return within & begun & not_over | over_new_year & (begun | not_over)
