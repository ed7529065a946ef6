"""What the list of all stories can be narrowed to."""

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from products.models import Place, Product
from products.scope import products_of
from stories import story_groups
from stories.categories import category_choices
from stories.channel_names import channel_choices
from stories.desk.lists import REVIEWS, STATES, carrying, in_state, under_review
from stories.models import StoryForm, StoryPage


def _writers(request) -> QuerySet:
    return get_user_model().objects.filter(stories__isnull=False).distinct()


def _counties(request) -> QuerySet[Place]:
    return Place.objects.filter(pk__in=products_of(request.user).values("place")).order_by("code")


def _campaigns() -> list[tuple[str, str]]:
    groups = story_groups.campaigns()
    return list(groups.choices()) if groups else []


class StoryFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="by_state", widget=forms.RadioSelect, empty_label=_("All")
    )
    review = django_filters.ChoiceFilter(
        label=_("Review"), choices=REVIEWS, method="by_review", widget=forms.RadioSelect, empty_label=_("All")
    )
    form = django_filters.MultipleChoiceFilter(
        label=_("Form"), choices=StoryForm.choices, widget=forms.CheckboxSelectMultiple
    )
    author = django_filters.ModelMultipleChoiceFilter(
        label=_("Author"), field_name="authors", queryset=_writers, widget=forms.CheckboxSelectMultiple
    )
    product = django_filters.ModelChoiceFilter(
        label=_("Product"),
        queryset=lambda request: products_of(request.user).order_by("slug"),
        method="by_product",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    county = django_filters.ModelChoiceFilter(
        label=_("County"), queryset=_counties, method="by_county", widget=forms.RadioSelect, empty_label=_("All")
    )
    campaign = django_filters.ChoiceFilter(
        label=_("Campaign"), choices=_campaigns, method="by_campaign", widget=forms.RadioSelect, empty_label=_("All")
    )
    channel = django_filters.ChoiceFilter(
        label=_("On channel"),
        choices=channel_choices,
        method="by_channel",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    blocked = django_filters.ChoiceFilter(
        label=_("Blocked by channel"),
        choices=channel_choices,
        method="by_blocked",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    category = django_filters.MultipleChoiceFilter(
        label=_("Category"), choices=category_choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = StoryPage
        fields = [
            "state",
            "review",
            "form",
            "author",
            "product",
            "county",
            "campaign",
            "channel",
            "blocked",
            "category",
            "locale",
        ]

    def by_state(self, stories, name, value):
        return in_state(stories, value)

    def by_review(self, stories, name, value):
        return under_review(stories, value, self.request.user)

    def by_product(self, stories, name, value: Product):
        return carrying(stories, Product.objects.filter(pk=value.pk).values("pk"))

    def by_county(self, stories, name, value: Place):
        return carrying(stories, Product.objects.filter(place=value).values("pk"))

    def by_campaign(self, stories, name, value: str):
        groups = story_groups.campaigns()
        return carrying(stories, groups.products(value)) if groups else stories

    def by_channel(self, stories, name, value: str):
        known = story_groups.channel_stories()
        return stories.filter(pk__in=known.carried(value)) if known else stories

    def by_blocked(self, stories, name, value: str):
        known = story_groups.channel_stories()
        return stories.filter(pk__in=known.blocked(value)) if known else stories
