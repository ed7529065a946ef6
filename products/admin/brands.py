"""Village brands at the desk: the platform's team sees all, owners theirs."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from products.admin.in_scope import ScopedIndexView, ScopedViews
from products.models import Brand
from products.scope import organisations_of
from products.slugs import free_slug


class BrandForm(WagtailAdminModelForm):
    """Makes a slug where none is given; the owner is an organisation that the person may act for."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["owner"].queryset = organisations_of(self.for_user)

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("slug") and cleaned.get("name_zh") and "slug" not in self.errors:
            cleaned["slug"] = free_slug(Brand, cleaned["name_zh"], besides=self.instance.pk)
        return cleaned


class BrandIndexView(ScopedIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("owner__place")


class BrandViewSet(ScopedViews, ModelViewSet):
    model = Brand
    icon = "snippet"
    url_prefix = "brands"
    index_view_class = BrandIndexView
    inspect_view_enabled = True
    inspect_view_fields = ["name_zh", "name_en", "slug", "owner", "mark"]
    copy_view_enabled = False
    search_fields = ["name_zh", "name_en", "slug"]
    search_backend_name = None
    list_display = [
        "name",
        Column("owner", label=_("Owner"), sort_key="owner_id"),
        Column("place", label=_("Place"), accessor="owner.place"),
    ]
    ordering = "slug"
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("name_zh"), FieldPanel("name_en")]), FieldPanel("slug")], _("Name")
            ),
            FieldPanel("owner", help_text=_("Whose brand it is: they see it at the desk with its products.")),
            FieldPanel("mark", help_text=_("A square picture, at least 480 pixels wide.")),
        ],
        base_form_class=BrandForm,
    )
