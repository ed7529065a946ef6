"""A product for those who may read but not change it."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from products.admin.in_scope import ScopedInspectView
from products.permissions import may, may_edit
from products.scope import cases_of

FIELDS = [
    "code",
    "slug",
    "kind",
    "name_zh",
    "name_en",
    "tagline_zh",
    "tagline_en",
    "place",
    "producer",
    "season_start",
    "season_end",
    "sold_all_year",
    "supply_kg",
    "offers",
    "facts",
    "verifications",
]


class ProductInspectView(ScopedInspectView):
    """Shows the record with its offers, facts and verifications."""

    def get_fields(self):
        return FIELDS

    def get_field_label(self, field_name, field):
        labels = {"offers": _("Offers"), "facts": _("Facts"), "verifications": _("Verifications")}
        return labels.get(field_name) or super().get_field_label(field_name, field)

    def get_offers_display_value(self):
        return _lines(
            f"{offer} · {offer.title()} · ¥{offer.yuan} · {offer.net_grams} g" for offer in self.object.offers.all()
        )

    def get_facts_display_value(self):
        return _lines(str(fact) for fact in self.object.facts.all())

    def get_verifications_display_value(self):
        rows = [
            (reverse("verification:case", args=[verification.pk]), verification.pk, verification.get_state_display())
            for verification in cases_of(self.request.user).filter(product=self.object)
        ]
        return format_html_join("", '<a href="{}">{} · {}</a><br>', rows) or "-"

    def get_edit_url(self):
        if not may_edit(self.request.user, self.object):
            return None
        return reverse(self.edit_url_name, args=[self.object.pk])

    @cached_property
    def header_buttons(self):
        if not may(self.request.user, "recommend", self.object):
            return []
        url = f"{reverse('verification:recommend')}?product={self.object.pk}"
        return [HeaderButton(_("Recommend"), url=url, icon_name="plus")]


def _lines(texts) -> str:
    return format_html_join("", "{}<br>", ((text,) for text in texts)) or "-"
