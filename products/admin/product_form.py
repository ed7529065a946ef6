"""The form of a product with its offers and facts."""

from django.db import router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface

from products.admin.fact_form import FactsPanel, facts_may_go
from products.admin.place_window import place_window
from products.models import Brand, Organisation, Place, Product
from products.scope import brands_of, places_of, producers_for
from products.slugs import free_slug

OFFER_PANELS = [
    FieldRowPanel([FieldPanel("platform"), FieldPanel("sku")]),
    FieldRowPanel([FieldPanel("title_zh"), FieldPanel("title_en")]),
    FieldRowPanel([FieldPanel("price_fen"), FieldPanel("net_grams")]),
    FieldPanel("url"),
    FieldRowPanel([FieldPanel("promotion_url"), FieldPanel("promotion_expires_on")]),
    FieldRowPanel([FieldPanel("sold_from"), FieldPanel("sold_until")]),
    FieldRowPanel([FieldPanel("miniprogram_appid"), FieldPanel("miniprogram_path")]),
    FieldPanel("active"),
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
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("place", widget=place_window.widget_class), FieldPanel("producer")]),
            FieldPanel("brand"),
        ],
        heading=_("Origin"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("season_start"), FieldPanel("season_end"), FieldPanel("supply_kg")]),
            FieldPanel("sold_all_year"),
        ],
        heading=_("Harvest"),
    ),
    FieldPanel("photo"),
]


class ProductForm(WagtailAdminModelForm):
    """Makes a slug where none is given, and keeps offers that something else counts on and facts that are confirmed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        if self.instance.current_verification_id:
            self.fields["code"].disabled = True
            self.fields["code"].help_text = _("Printed beside stories already out there; it stays.")

        if self.for_user is not None:
            self._keep_to_scope(self.for_user)

    def _keep_to_scope(self, person) -> None:
        """What `person` may choose; what the record has already stays possible."""
        if self.instance.pk is None:
            self.instance.brought_by = person.organisation
        producers = self.fields.get("producer")
        if producers is not None:
            producers.queryset = producers_for(person) | Organisation.objects.filter(pk=self.instance.producer_id)
        places = self.fields.get("place")
        if places is not None:
            places.queryset = places_of(person) | Place.objects.filter(pk=self.instance.place_id)
        brands = self.fields.get("brand")
        if brands is not None:
            brands.queryset = brands_of(person) | Brand.objects.filter(pk=self.instance.brand_id)

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("slug") and cleaned.get("name_zh") and "slug" not in self.errors:
            cleaned["slug"] = free_slug(Product, cleaned["name_zh"], besides=self.instance.pk)
        return cleaned

    def is_valid(self) -> bool:
        # The offers' own forms are clean only after this; an error added to one counts.
        valid = super().is_valid()
        return all([self._offers_may_go(), facts_may_go(self.formsets.get("facts")), valid])

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
        ObjectList([FactsPanel(heading=_("Facts"), label=_("fact"))], heading=_("Facts")),
    ],
    base_form_class=ProductForm,
)
