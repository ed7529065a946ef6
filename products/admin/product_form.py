"""The form of a product with its offers and facts."""

from django.db import router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface

from products.models import Product
from products.slugs import free_slug

OFFER_PANELS = [
    FieldRowPanel([FieldPanel("platform"), FieldPanel("sku")]),
    FieldRowPanel([FieldPanel("title_zh"), FieldPanel("title_en")]),
    FieldRowPanel([FieldPanel("price_fen"), FieldPanel("net_grams")]),
    FieldPanel("url"),
    FieldRowPanel([FieldPanel("miniprogram_appid"), FieldPanel("miniprogram_path")]),
    FieldPanel("active"),
]
FACT_PANELS = [
    FieldPanel("key"),
    FieldRowPanel([FieldPanel("label_zh"), FieldPanel("label_en")]),
    FieldRowPanel([FieldPanel("value_zh"), FieldPanel("value_en"), FieldPanel("unit")]),
]
PRODUCT_PANELS = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("name_zh"), FieldPanel("name_en")]),
            FieldRowPanel([FieldPanel("tagline_zh"), FieldPanel("tagline_en")]),
            FieldRowPanel([FieldPanel("code"), FieldPanel("slug"), FieldPanel("kind")]),
        ],
        heading=_("Name"),
    ),
    MultiFieldPanel([FieldRowPanel([FieldPanel("place"), FieldPanel("producer")])], heading=_("Origin")),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("season_start"), FieldPanel("season_end"), FieldPanel("supply_kg")])],
        heading=_("Harvest"),
    ),
    FieldPanel("photo"),
]


class ProductForm(WagtailAdminModelForm):
    """Makes a slug where none is given, and keeps offers that something else counts on."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        if self.instance.current_verification_id:
            self.fields["code"].disabled = True
            self.fields["code"].help_text = _("Printed beside stories already out there; it stays.")

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("slug") and cleaned.get("name_zh") and "slug" not in self.errors:
            cleaned["slug"] = free_slug(Product, cleaned["name_zh"], besides=self.instance.pk)
        return cleaned

    def is_valid(self) -> bool:
        # The offers' own forms are clean only after this; an error added to one counts.
        valid = super().is_valid()
        return self._offers_may_go() and valid

    def _offers_may_go(self) -> bool:
        offers = self.formsets.get("offers")
        if offers is None or not offers.is_bound:
            return True
        may_go = True
        for form in offers.deleted_forms:
            if form.instance.pk and _is_counted_on(form.instance):
                form.add_error(
                    None, _("Purchase links or orders belong to this offer. Take it off sale instead of deleting it.")
                )
                may_go = False
        return may_go


def _is_counted_on(offer) -> bool:
    try:
        Collector(using=router.db_for_write(type(offer)), origin=offer).collect([offer])
    except (ProtectedError, RestrictedError):
        return True
    return False


PRODUCT_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(PRODUCT_PANELS, heading=_("Product")),
        ObjectList(
            [InlinePanel("offers", panels=OFFER_PANELS, heading=_("Offers"), label=_("offer"))], heading=_("Offers")
        ),
        ObjectList([InlinePanel("facts", panels=FACT_PANELS, heading=_("Facts"), label=_("fact"))], heading=_("Facts")),
    ],
    base_form_class=ProductForm,
)
