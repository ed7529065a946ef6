"""What the impact page at the desk is asked for; all of it stands in the address."""

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from commerce.breakdowns import BREAKDOWNS
from commerce.channel_names import channel_name
from commerce.models import Campaign, PurchaseLink
from commerce.windows import Window
from products.models import Brand, Organisation, Place, PlaceLevel, Platform, Product, User
from stories.models import StoryPage

FIRST = next(iter(BREAKDOWNS))


def _channels() -> list[tuple[str, str]]:
    keys = PurchaseLink.objects.order_by("channel").values_list("channel", flat=True).distinct()
    return [("", _("Any")), *((key, channel_name(key)) for key in keys), ("-", _("Unattributed"))]


def _shops() -> list[tuple[str, str]]:
    return [("", _("Any")), *((shop.value, str(shop.label)) for shop in Platform)]


class _Choice(forms.ModelChoiceField):
    """One of a house's records, by the name that the desk's language has for it."""

    def __init__(self, queryset, label: str, **more) -> None:
        super().__init__(queryset, required=False, label=label, empty_label=gettext_lazy("Any"), **more)

    def label_from_instance(self, thing) -> str:
        if isinstance(thing, StoryPage):
            return thing.title
        return thing.display_name() if isinstance(thing, User) else thing.name()


class ImpactForm(forms.Form):
    """Days in China, or a campaign's; what shall be counted; and what it shall be broken down by."""

    by = forms.ChoiceField(
        choices=[(key, breakdown.column) for key, breakdown in BREAKDOWNS.items()],
        required=False,
        label=gettext_lazy("Break down by"),
    )
    campaign = forms.ModelChoiceField(
        Campaign.objects.all(), required=False, label=gettext_lazy("Campaign"), empty_label=gettext_lazy("Any days")
    )
    start = forms.DateField(required=False, label=gettext_lazy("From"), widget=AdminDateInput)
    end = forms.DateField(required=False, label=gettext_lazy("Until"), widget=AdminDateInput)
    product = _Choice(Product.objects.all(), gettext_lazy("Product"))
    brand = _Choice(Brand.objects.all(), gettext_lazy("Village brand"))
    grower = _Choice(
        Organisation.objects.filter(Exists(Product.objects.filter(producer=OuterRef("pk")))), gettext_lazy("Village")
    )
    place = _Choice(
        Place.objects.filter(Q(Exists(Product.objects.filter(place=OuterRef("pk")))) | Q(level=PlaceLevel.PROVINCE)),
        gettext_lazy("Place"),
    )
    story = _Choice(
        StoryPage.objects.filter(Exists(PurchaseLink.objects.filter(story=OuterRef("pk")))).order_by("title"),
        gettext_lazy("Story"),
    )
    author = _Choice(
        User.objects.filter(Exists(StoryPage.objects.filter(authors=OuterRef("pk")))), gettext_lazy("Author")
    )
    channel = forms.ChoiceField(choices=_channels, required=False, label=gettext_lazy("Channel"))
    platform = forms.ChoiceField(choices=_shops, required=False, label=gettext_lazy("Shop"))

    def clean(self) -> dict:
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day lies before the first."))
        return cleaned

    @property
    def chosen(self) -> Campaign | None:
        """The campaign asked for."""
        return self.cleaned_data.get("campaign") if self.is_valid() else None

    def filters(self) -> dict:
        """Arguments for the functions of `commerce.impact`; everything where the form is wrong or empty."""
        chosen = self.cleaned_data if self.is_valid() else {}
        campaign = chosen.get("campaign")
        names = ("product", "brand", "grower", "place", "story", "author", "platform")
        filters = {name: chosen[name] for name in names if chosen.get(name)}
        if chosen.get("channel"):
            filters["channel"] = chosen["channel"].removeprefix("-")
        if campaign:
            return filters | {"window": campaign.window, "products": list(campaign.products.all()) or None}
        return filters | {"window": Window(chosen.get("start"), chosen.get("end"))}

    def breakdown(self) -> str:
        """The key of the breakdown asked for; empty where none is."""
        return (self.cleaned_data.get("by") or "") if self.is_valid() else ""
