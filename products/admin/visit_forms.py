"""What the field's form sends, piece by piece: each form reads one piece and hands it to its service."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from products import visit_files, visits
from products.measures import measures_for
from products.models import PersonMet, Visit, VisitPhoto

# Nothing that a browser makes of it is longer; the services know the exact limits.
LONGEST = 4000
PICTURES = "image/jpeg,image/png,image/webp"


class DayInput(forms.DateInput):
    """The phone's own picker."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


def _text(label, *, rows: int = 0, **attrs) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=widget)


def _hidden(field: type[forms.Field], **options) -> forms.Field:
    return field(widget=forms.HiddenInput, **options)


class PieceForm(forms.Form):
    """One piece of a visit. `save` calls the service and returns what the phone is told."""

    do = ""

    def __init__(self, *args, visit: Visit, **kwargs):
        self.visit = visit
        super().__init__(*args, **kwargs)

    def save(self, person) -> dict:
        raise NotImplementedError

    def reason(self) -> str:
        """What is wrong, in one line, with the names of the fields."""
        lines = []
        for name, errors in self.errors.items():
            label = "" if name == "__all__" or not self.fields[name].label else f"{self.fields[name].label}: "
            lines.append(label + " ".join(errors))
        return " ".join(lines)


class DetailsForm(PieceForm):
    do = "details"

    on = forms.DateField(label=_("Day of the visit"), widget=DayInput)
    place_note = _text(_("Where exactly"), maxlength=160)
    latitude = forms.DecimalField(label=_("Latitude"), required=False, max_digits=8, decimal_places=6)
    longitude = forms.DecimalField(label=_("Longitude"), required=False, max_digits=9, decimal_places=6)
    accuracy_m = _hidden(forms.IntegerField, required=False, min_value=0, max_value=10_000_000)
    note_zh = _text(_("What you saw, in Chinese"), rows=5)
    note_en = _text(_("What you saw, in English"), rows=4)
    no_photo_reason = _text(_("If there is no photo: why"), maxlength=400)
    seen = _hidden(forms.IntegerField, min_value=0)
    device = _hidden(forms.UUIDField, required=False)

    @classmethod
    def of(cls, visit: Visit) -> "DetailsForm":
        names = ("on", "place_note", "latitude", "longitude", "accuracy_m", "note_zh", "note_en", "no_photo_reason")
        values = {name: getattr(visit, name) for name in names}
        return cls(visit=visit, initial={**values, "seen": visit.changes}, auto_id="details_%s")

    def save(self, person) -> dict:
        visits.save_details(self.visit, person, **self.cleaned_data)
        return {"changes": self.visit.changes}


class PhotoForm(PieceForm):
    do = "photo"

    key = _hidden(forms.UUIDField)
    file = forms.FileField(label=_("Photo"), allow_empty_file=True)
    caption_zh = _text(_("Caption in Chinese"), maxlength=160)
    caption_en = _text(_("Caption in English"), maxlength=200)
    taken_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def save(self, person) -> dict:
        data = self.cleaned_data
        item = visit_files.add_photo(self.visit, person, data.pop("key"), data.pop("file"), **data)
        return {"photo": item}


class PhotoWordsForm(PieceForm):
    do = "photo_words"

    key = _hidden(forms.UUIDField)
    caption_zh = _text(_("Caption in Chinese"), maxlength=160)
    caption_en = _text(_("Caption in English"), maxlength=200)
    people = forms.TypedMultipleChoiceField(
        label=_("Who is on it"), required=False, coerce=uuid.UUID, widget=forms.CheckboxSelectMultiple
    )
    as_evidence = forms.BooleanField(label=_("Public evidence"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(str(met.key), met.name) for met in self.visit.people.all()]

    @classmethod
    def of(cls, item: VisitPhoto) -> "PhotoWordsForm":
        values = {name: getattr(item, name) for name in ("key", "caption_zh", "caption_en", "as_evidence")}
        values["people"] = [str(met.key) for met in item.people.all()]
        return cls(visit=item.visit, initial=values, auto_id=f"{item.key}_%s")

    def save(self, person) -> dict:
        visit_files.save_photo_words(self.visit, person, **self.cleaned_data)
        return {}


class RemovePhotoForm(PieceForm):
    do = "remove_photo"

    key = _hidden(forms.UUIDField)

    def save(self, person) -> dict:
        visit_files.remove_photo(self.visit, person, self.cleaned_data["key"])
        return {}


class DocumentForm(PieceForm):
    do = "document"

    file = forms.FileField(label=_("PDF"), allow_empty_file=True)
    title_zh = _text(_("Title in Chinese"), maxlength=120)
    title_en = _text(_("Title in English"), maxlength=160)

    def save(self, person) -> dict:
        data = self.cleaned_data
        return {"document": visit_files.add_document(self.visit, person, data.pop("file"), **data)}


class PersonForm(PieceForm):
    do = "person"

    key = _hidden(forms.UUIDField)
    name = _text(_("Name"), maxlength=60, autocomplete="off")
    role_zh = _text(_("What they do, in Chinese"), maxlength=60)
    role_en = _text(_("What they do, in English"), maxlength=80)
    may_picture = forms.BooleanField(label=_("Agrees to be shown in pictures"), required=False)
    may_name = forms.BooleanField(label=_("Agrees to be named"), required=False)
    consent_form = forms.ChoiceField(label=_("How they agreed"), required=False)
    consented_on = forms.DateField(label=_("Agreed on"), required=False, widget=DayInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = PersonMet._meta.get_field("consent_form").choices
        self.fields["consent_form"].choices = [("", "—"), *choices]

    @classmethod
    def of(cls, met: PersonMet) -> "PersonForm":
        values = {name: getattr(met, name) for name in cls.base_fields}
        form = cls(visit=met.visit, initial=values, auto_id=f"{met.key}_%s")
        form.carried = met.carried_from_id is not None
        return form

    def save(self, person) -> dict:
        met = visits.save_person(self.visit, person, **self.cleaned_data)
        return {"key": str(met.key), "name": met.name, "may_be_shown": met.may_be_shown}


class RemovePersonForm(RemovePhotoForm):
    do = "remove_person"

    def save(self, person) -> dict:
        visits.remove_person(self.visit, person, self.cleaned_data["key"])
        return {}


class MeasurementForm(PieceForm):
    do = "measurement"

    was = _hidden(forms.CharField, required=False, max_length=40)
    key = forms.SlugField(label=_("What was measured"), required=False, max_length=40, widget=forms.Select)
    label_zh = _text(_("Its name in Chinese"), maxlength=40)
    label_en = _text(_("Its name in English"), maxlength=60)
    value_zh = _text(_("Value"), maxlength=160)
    value_en = _text(_("Value in English, when it is words"), maxlength=200)
    unit = _text(_("Unit"), maxlength=20, autocapitalize="off", list="units")
    method = _text(_("How it was measured"), maxlength=160)
    photo = forms.UUIDField(label=_("Photo that shows it"), required=False, widget=forms.Select)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {measure.key: measure for measure in measures_for(self.visit.verification.product)}
        for name in ("label_zh", "label_en"):
            self.fields[name].widget.attrs["data-other"] = ""
        own = self.initial.get("key")
        names = {key: measure.label() for key, measure in self.known.items()}
        if own and own not in names:
            names[own] = self.initial.get("label_zh") or own
        self.fields["key"].widget.choices = [*names.items(), ("", _("Something else"))]
        photos = enumerate(self.visit.photos.all(), 1)
        self.fields["photo"].widget.choices = [("", "—")] + [
            (str(item.key), f"{number}. {item.caption()}") for number, item in photos
        ]

    @classmethod
    def of(cls, fact) -> "MeasurementForm":
        names = ("key", "label_zh", "label_en", "value_zh", "value_en", "unit", "method")
        values = {name: getattr(fact, name) for name in names}
        values["photo"] = str(fact.photo.key) if fact.photo else ""
        if fact.value_en == fact.value_zh:
            values["value_en"] = ""
        form = cls(visit=fact.visit, initial={**values, "was": fact.key}, auto_id=f"m{fact.pk}_%s")
        form.carried = fact.carried_from_id is not None
        return form

    def save(self, person) -> dict:
        data = dict(self.cleaned_data)
        measure = self.known.get(data["key"])
        if measure is not None:
            data["label_zh"], data["label_en"] = measure.label_zh, measure.label_en
            data["unit"] = data["unit"] or measure.unit
        data["photo"] = VisitPhoto.objects.filter(key=data["photo"]).first() if data["photo"] else None
        fact = visits.save_measurement(self.visit, person, **data)
        return {"key": fact.key, "unit": fact.unit}


class RemoveMeasurementForm(PieceForm):
    do = "remove_measurement"

    was = _hidden(forms.SlugField, max_length=40)

    def save(self, person) -> dict:
        visits.remove_measurement(self.visit, person, self.cleaned_data["was"])
        return {}


class FinishForm(PieceForm):
    do = "finish"

    def save(self, person) -> dict:
        visits.finish(self.visit, person)
        return {"finished": True}


PIECES: dict[str, type[PieceForm]] = {
    form.do: form
    for form in (
        DetailsForm,
        PhotoForm,
        PhotoWordsForm,
        RemovePhotoForm,
        DocumentForm,
        PersonForm,
        RemovePersonForm,
        MeasurementForm,
        RemoveMeasurementForm,
        FinishForm,
    )
}
