"""The public form: one recommendation, with a reason beside each field that is wrong."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from products.bilingual import in_language
from products.models import OrganisationKind, Place
from products.place_lookup import LONGEST, counties_meant, path_of
from products.recommendation_files import MOST_DOCUMENTS, MOST_PHOTOS
from products.recommendations import LONGEST_WHY, MOST_KG, SHORTEST_WHY

WHO_RECOMMENDS = (
    OrganisationKind.GOVERNMENT,
    OrganisationKind.ECOMMERCE,
    OrganisationKind.COOPERATIVE,
    OrganisationKind.VILLAGE,
)
_MONTHS = [("", _("Not known")), *MONTHS.items()]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; the service counts and checks them."""

    def __init__(self, *, accept: str, **kwargs):
        super().__init__(required=False, widget=FilesInput(attrs={"accept": accept}), max_length=200, **kwargs)

    def clean(self, data, initial=None) -> list:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files if file]


def _text(label, limit: int, *, required: bool = False, help_text="", autocomplete: str = "off", **attrs):
    widget = forms.TextInput(attrs={"autocomplete": autocomplete, **attrs})
    return forms.CharField(label=label, max_length=limit, required=required, help_text=help_text, widget=widget)


def _month(label):
    return forms.TypedChoiceField(
        label=label, choices=_MONTHS, coerce=lambda value: int(value), empty_value=None, required=False
    )


class PublicRecommendForm(forms.Form):
    """`person` is somebody with an account: their organisation stands and cannot be changed."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    opened = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    # A trap: people do not see it.
    website = forms.CharField(required=False, max_length=200, label=_("Website"))

    name_zh = _text(
        _("Chinese name"), 60, help_text=_("As it is called where it grows. One of the two names is enough.")
    )
    name_en = _text(_("English name"), 80)
    kind = _text(_("Kind"), 40, help_text=_("What it is: oranges, tea, rice."))

    place = _text(
        _("County"),
        LONGEST,
        required=True,
        help_text=_("Name or code of the county, in Chinese or English."),
        list="counties",
    )
    place_code = forms.CharField(required=False, max_length=6, widget=forms.HiddenInput)
    village = _text(_("Village"), 80)

    season_start = _month(_("Harvest from"))
    season_end = _month(_("Harvest until"))
    supply_kg = forms.IntegerField(
        label=_("Supply a year, in kg"),
        required=False,
        min_value=1,
        max_value=MOST_KG,
        help_text=_("About how much can be sold in a year. A tonne is 1000 kg."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    why = forms.CharField(
        label=_("Why it is distinctive"),
        min_length=SHORTEST_WHY,
        max_length=LONGEST_WHY,
        error_messages={
            "min_length": _("Say a little more: at least %(limit_value)d characters, not %(show_value)d."),
            "max_length": _("Say it shorter: at most %(limit_value)d characters, not %(show_value)d."),
        },
        help_text=_("The land, the people, how it is made, how it tastes. What you write here may be published."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    photos = FilesField(label=_("Photos"), accept="image/jpeg,image/png,image/webp,image/gif")
    documents = FilesField(label=_("Certificates"), accept="application/pdf,.pdf")

    organisation_name = _text(_("Organisation"), 120, required=True, autocomplete="organization")
    organisation_kind = forms.ChoiceField(
        label=_("Kind of organisation"), choices=[(kind, kind.label) for kind in WHO_RECOMMENDS]
    )
    contact_name = _text(_("Your name"), 80, required=True, autocomplete="name")
    contact_email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("For news of each step. E-mail or telephone: one is enough."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    contact_phone = _text(_("Telephone"), 40, autocomplete="tel", inputmode="tel")
    name_may_be_shown = forms.BooleanField(
        label=_("My name may be shown beside the recommendation"),
        required=False,
        help_text=_("Without it only the organisation is named."),
    )

    def __init__(self, *args, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        # The counties that the words of `place` may mean, where they mean several.
        self.counties: list[tuple[str, str]] = []
        self._say_limits()
        if not self.is_bound:
            self.initial.setdefault("key", uuid4())
        if person is not None:
            self._speak_for(person)

    def _say_limits(self) -> None:
        photos = gettext(
            "At most %(limit)d photos of 10 MB and 40 million pixels: JPEG, PNG, WebP or GIF. Not published."
        )
        documents = gettext(
            "At most %(limit)d PDF files of 10 MB: organic, geographical indication, tests. Not published."
        )
        self.fields["photos"].help_text = photos % {"limit": MOST_PHOTOS}
        self.fields["documents"].help_text = documents % {"limit": MOST_DOCUMENTS}
        for field in self.fields.values():
            field.error_messages["required"] = gettext("Fill this in.")

    def _speak_for(self, person) -> None:
        self.initial.update(contact_name=person.display_name(), contact_email=person.email)
        organisation = person.organisation
        if organisation is None:
            return
        self.initial.update(organisation_name=organisation.name(), organisation_kind=organisation.kind)
        self.fields["organisation_kind"].choices = [(organisation.kind, organisation.get_kind_display())]
        for name in ("organisation_name", "organisation_kind"):
            self.fields[name].disabled = True

    def clean(self) -> dict:
        cleaned = super().clean()
        if (
            not self.errors.keys() & {"name_zh", "name_en"}
            and not cleaned.get("name_zh")
            and not cleaned.get("name_en")
        ):
            self.add_error("name_zh", _("Give the product's name in Chinese or in English."))
        if bool(cleaned.get("season_start")) != bool(cleaned.get("season_end")):
            self.add_error("season_end", _("Give both the first and the last month of harvest, or neither."))
        wrong_contact = self.errors.keys() & {"contact_email", "contact_phone"}
        if not wrong_contact and not cleaned.get("contact_email") and not cleaned.get("contact_phone"):
            self.add_error("contact_email", _("Give an e-mail address or a telephone number."))
        if cleaned.get("place"):
            cleaned["place"] = self._county(cleaned["place"], cleaned.get("place_code", ""))
        return cleaned

    def _county(self, text: str, code: str) -> Place | None:
        meant = counties_meant(text)
        chosen = [place for place in meant if place.code == code]
        if len(meant) == 1 or chosen:
            return (chosen or meant)[0]
        if not meant:
            self.add_error("place", _("We know no county of this name. Write its full name, or its six-digit code."))
            return None
        self.counties = [(place.code, path_of(place)) for place in meant]
        self.add_error("place", ValidationError(_("There are several. Choose which one you mean."), "several"))
        return None

    def words(self) -> dict:
        """The cleaned fields that are fields of a recommendation."""
        left_out = {"key", "opened", "website", "place_code", "photos", "documents"}
        words = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        # Spreadsheets and phones send CRLF or LF for the same text.
        return {**words, "why": words["why"].replace("\r\n", "\n")}

    def name_given(self) -> str:
        return in_language(self.cleaned_data.get("name_zh", ""), self.cleaned_data.get("name_en", ""))
