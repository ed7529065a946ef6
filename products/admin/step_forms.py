"""The forms of the case page: one per kind of action."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from products.admin.picture_form import PictureField
from products.errors import Refused
from products.files import check_pdf, is_pdf
from products.models import Product
from products.scope import products_of
from products.transitions import IN_PROGRESS

MAX_NOTE = 4000


class NotesForm(forms.Form):
    """A step: its day and what the person says, in both languages."""

    on = forms.DateField(label=_("Date"), widget=AdminDateInput, initial=timezone.localdate)
    note_zh = forms.CharField(
        label=_("Note in Chinese"), required=False, max_length=MAX_NOTE, widget=AdminAutoHeightTextInput
    )
    note_en = forms.CharField(
        label=_("Note in English"), required=False, max_length=MAX_NOTE, widget=AdminAutoHeightTextInput
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_NOTE,
        widget=AdminAutoHeightTextInput,
        help_text=_("It is kept; a reason for withdrawal is shown to the public."),
    )


class RecommendForm(NotesForm):
    product = forms.ModelChoiceField(
        label=_("Product"),
        queryset=Product.objects.none(),
        help_text=_("Products whose verification is in progress are not listed."),
    )
    field_order = ("product", "on", "note_zh", "note_en")

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = products_of(person).exclude(verifications__state__in=IN_PROGRESS)


class EvidenceFileField(forms.FileField):
    """A picture or a PDF, told apart by content; the name must agree with it."""

    def to_python(self, data):
        file = super().to_python(data)
        if file is None:
            return None
        named_pdf = file.name.lower().endswith(".pdf")
        if not is_pdf(file):
            if named_pdf:
                raise ValidationError(_("This is not a PDF file."), code="no_pdf")
            return PictureField(required=self.required).to_python(file)
        if not named_pdf:
            raise ValidationError(_("This is a PDF file under another name."), code="disguised")
        try:
            check_pdf(file)
        except Refused as refusal:
            raise ValidationError(refusal.message, code=refusal.code) from refusal
        return file


class EvidenceForm(forms.Form):
    title_zh = forms.CharField(label=_("Chinese title"), max_length=120)
    title_en = forms.CharField(label=_("English title"), max_length=160, required=False)
    file = EvidenceFileField(
        label=_("File"),
        help_text=_("A JPEG, PNG, WebP or GIF picture or a PDF, up to 10 MB and 40 million pixels. It will be public."),
    )
    consent_note = forms.CharField(
        label=_("Consent note"),
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=_("For pictures: who is shown, and where their consent is kept. Never published."),
    )
