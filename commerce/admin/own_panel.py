"""On the desk's first page: what one's own stories and products brought in the last month, with the way to more."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from commerce.admin.days_form import query_of
from commerce.admin.story_sales_pages import sees_sales
from commerce.impact import Figures
from commerce.own_figures import figures_by_product, figures_by_story
from commerce.windows import Window
from products.scope import has_own_products

DAYS = 30


class OwnFiguresPanel(Component):
    name = "own_figures"
    template_name = "commerce/admin/own_panel.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        person = parent_context["request"].user
        today = timezone.localdate()
        window = Window(today - timedelta(days=DAYS - 1), today)
        rows = []
        if sees_sales(person):
            rows.append((_("What stories sold"), reverse("story_sales:index"), _sum(figures_by_story(person, window))))
        if has_own_products(person):
            figures = figures_by_product(person, window)
            rows.append((_("What products brought"), reverse("product_sales:index"), _sum(figures)))
        return {"rows": rows, "days": query_of(window)}


def _sum(parts: Mapping[int, Figures]) -> Figures:
    """Kilograms, yuan and clicks add up; buyers and orders of the parts would count some twice and are left out."""
    sums = {name: sum(getattr(part, name) for part in parts.values()) for name in ("grams", "fen", "clicks")}
    return Figures(**sums)
