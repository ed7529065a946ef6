"""The two verdicts on a recommendation: taking it in, and declining it."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from products.admin.step_forms import MAX_NOTE
from products.models import Organisation, OrganisationKind, Product, Recommendation
from products.scope import products_of

GROWERS = (OrganisationKind.COOPERATIVE, OrganisationKind.VILLAGE)


class _ProductChoice(forms.ModelChoiceField):
    def label_from_instance(self, product: Product) -> str:
        return f"{product.name()} · {product.code}"


def _products_there(recommendation: Recommendation, person):
    return products_of(person).filter(place=recommendation.place)


class TakeInForm(forms.Form):
    """Chooses a record that is there, or makes one with these words."""

    product = _ProductChoice(
        label=_("Product"),
        queryset=Product.objects.none(),
        required=False,
        empty_label=_("Make a new product record"),
        help_text=_("Products of this county. With one of them chosen, the names below are not used."),
    )
    name_zh = forms.CharField(label=_("Chinese name"), max_length=60, required=False)
    name_en = forms.CharField(label=_("English name"), max_length=80, required=False)
    kind = forms.CharField(label=_("Kind"), max_length=40, required=False)
    producer = forms.ModelChoiceField(
        label=_("Producer"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Not listed"),
    )
    producer_name = forms.CharField(
        label=_("Name of the producer, where it is not listed"),
        max_length=120,
        required=False,
        help_text=_("Left empty, it is whoever recommended where they grow it, else the village."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Recommended by"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Make an organisation of the name above"),
    )

    def __init__(self, *args, recommendation: Recommendation, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = _products_there(recommendation, person)
        there = Q(place=recommendation.place)
        self.fields["producer"].queryset = Organisation.objects.filter(there, kind__in=GROWERS)
        for name in ("name_zh", "name_en", "kind"):
            self.fields[name].initial = getattr(recommendation, name)
        if recommendation.organisation_id is not None:
            del self.fields["organisation"]
            return
        name = recommendation.organisation_name
        called = Q(name_zh__iexact=name) | Q(name_en__iexact=name)
        same_kind = Organisation.objects.filter(there | called, kind=recommendation.organisation_kind)
        self.fields["organisation"].queryset = same_kind
        self.fields["organisation"].initial = same_kind.filter(called).first()

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("product"):
            for name in ("name_zh", "name_en"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A new product record needs its name in both languages."))
        return cleaned


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_NOTE,
        widget=AdminAutoHeightTextInput,
        help_text=_("Whoever recommended it reads it, by e-mail and on the tracking page."),
    )
    duplicate_of = _ProductChoice(
        label=_("Already with us as"),
        queryset=Product.objects.none(),
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, *args, recommendation: Recommendation, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["duplicate_of"].queryset = _products_there(recommendation, person)
