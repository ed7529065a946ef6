"""An organisation: who may enter one, and what is to be seen of one."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from products.admin.in_scope import ScopedInspectView
from products.models import StepKind, Verification
from products.scope import cases_of, may_found, products_of

SHOWN = 50


class OrganisationCreateView(generic.CreateView):
    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not may_found(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class OrganisationInspectView(ScopedInspectView):
    """With its people, the products it grows or brought, and what it recommended, as far as the reader sees those."""

    def get_fields(self):
        return ["key", "kind", "name_zh", "name_en", "place", "asks_sign_off", "people", "products", "recommended"]

    def get_field_label(self, field_name, field):
        labels = {"people": _("People"), "products": _("Products"), "recommended": _("Recommended")}
        return labels.get(field_name) or super().get_field_label(field_name, field)

    def get_place_display_value(self):
        return str(self.object.place) if self.object.place else "-"

    def get_people_display_value(self):
        people = self.object.people.filter(is_active=True).prefetch_related("groups").order_by("username")
        lines = [
            (person.display_name(), " · ".join(group.name for group in person.groups.all()))
            for person in people[:SHOWN]
        ]
        return format_html_join("", "{} · {}<br>", lines) or "-"

    def get_products_display_value(self):
        seen = products_of(self.request.user)
        theirs = (seen.filter(producer=self.object) | seen.filter(brought_by=self.object)).order_by("slug")
        rows = [(reverse("product:inspect", args=[product.pk]), product) for product in theirs[:SHOWN]]
        return format_html_join("", '<a href="{}">{}</a><br>', rows) or "-"

    def get_recommended_display_value(self):
        cases = cases_of(self.request.user).filter(
            pk__in=Verification.objects.filter(
                steps__kind=StepKind.RECOMMENDED, steps__organisation=self.object
            ).values("pk")
        )
        rows = [
            (reverse("verification:case", args=[case.pk]), case)
            for case in cases.select_related("product").order_by("-pk")[:SHOWN]
        ]
        return format_html_join("", '<a href="{}">{}</a><br>', rows) or "-"
