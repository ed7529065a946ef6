"""Filters of the listings."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from products.models import Place, PlaceLevel, Product, Verification, VerificationState


def provinces() -> list[tuple[str, str]]:
    return [(place.code, place.name()) for place in Place.objects.filter(level=PlaceLevel.PROVINCE)]


class ProvinceFilter(django_filters.ChoiceFilter):
    """By the first two digits of the place's code, which name the province."""

    def __init__(self, *args, **kwargs):
        kwargs.update(label=_("Province"), choices=provinces, widget=forms.RadioSelect, empty_label=_("All"))
        super().__init__(*args, **kwargs)

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__startswith": value[:2]}) if value else queryset


class ProductFilterSet(WagtailFilterSet):
    province = ProvinceFilter(field_name="place_id")

    class Meta:
        model = Product
        fields = ["province", "producer"]


class VerificationFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=VerificationState.choices, widget=forms.CheckboxSelectMultiple
    )
    province = ProvinceFilter(field_name="product__place_id")

    class Meta:
        model = Verification
        fields = ["state", "province"]
