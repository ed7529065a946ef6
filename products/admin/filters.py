"""Filters of the listings."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from products.models import Organisation, Place, PlaceLevel, Product
from products.scope import products_of


def provinces() -> list[tuple[str, str]]:
    return [(place.code, place.name()) for place in Place.objects.filter(level=PlaceLevel.PROVINCE)]


class ProvinceFilter(django_filters.ChoiceFilter):
    """By the first two digits of the place's code, which name the province."""

    def __init__(self, *args, **kwargs):
        kwargs.update(label=_("Province"), choices=provinces, widget=forms.RadioSelect, empty_label=_("All"))
        super().__init__(*args, **kwargs)

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__startswith": value[:2]}) if value else queryset


class PlaceFilterSet(WagtailFilterSet):
    level = django_filters.ChoiceFilter(
        label=_("Level"), choices=PlaceLevel.choices, widget=forms.RadioSelect, empty_label=_("All")
    )
    province = ProvinceFilter(field_name="code")

    class Meta:
        model = Place
        fields = ["level", "province"]


def producers(request) -> QuerySet[Organisation]:
    """Who grows what the person may see."""
    return Organisation.objects.filter(pk__in=products_of(request.user).values("producer"))


class ProductFilterSet(WagtailFilterSet):
    province = ProvinceFilter(field_name="place__code")
    producer = django_filters.ModelChoiceFilter(
        label=_("Producer"), queryset=producers, widget=forms.RadioSelect, blank=True, empty_label=_("All")
    )

    class Meta:
        model = Product
        fields = ["province", "producer"]
