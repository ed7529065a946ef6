"""The form of an import: a file, or what was pasted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from products.models import Product
from products.scope import products_of
from stories.chooser_windows import product_window
from stories.importing.limits import MAX_BYTES
from stories.importing.service import Upload, may_import
from stories.importing.sources import ENDINGS
from stories.models import StoryIndexPage


class SectionField(forms.ModelChoiceField):
    def label_from_instance(self, section: StoryIndexPage) -> str:
        return f"{section.title} · {section.locale.get_display_name()}"


class ImportForm(forms.Form):
    """`html` is filled by the script of the page from the clipboard; without it the plain text counts."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_(
            "Word (.docx), Markdown (.md), a web page (.html), or a .zip of a page with its pictures; at most 20 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    text = forms.CharField(
        label=_("Or paste from Word or a web page"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "data-clipboard-target": "text"}),
    )
    html = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-clipboard-target": "html"}))
    title = forms.CharField(
        label=_("Title of the story"),
        required=False,
        max_length=255,
        help_text=_("Leave it empty to take the text's own."),
    )
    section = SectionField(label=_("Section"), queryset=StoryIndexPage.objects.none(), empty_label=None)
    product = forms.ModelChoiceField(
        label=_("Product"),
        queryset=Product.objects.none(),
        required=False,
        help_text=_("Its card is put at the end of the story."),
    )
    again = forms.BooleanField(label=_("Import it once more, as another draft"), required=False)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        sections = StoryIndexPage.objects.select_related("locale").order_by("path")
        allowed = [section.pk for section in sections if may_import(person, section)]
        self.fields["section"].queryset = sections.filter(pk__in=allowed)
        self.fields["product"].queryset = products_of(person)
        self.fields["product"].widget = product_window.widget_class()

    def ask_again(self) -> None:
        """Show the box that asks for another draft, where the same text was imported before."""
        self.asks_again = True

    asks_again = False

    def visible_fields(self):
        return [field for field in super().visible_fields() if field.name != "again" or self.asks_again]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."), "import.too_large")
        return file

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned.get("file") or cleaned["text"].strip() or cleaned["html"].strip()):
            self.add_error("file", forms.ValidationError(_("Choose a file, or paste a text."), "import.empty"))
        return cleaned

    def upload(self) -> Upload:
        file = self.cleaned_data.get("file")
        if file:
            return Upload(name=file.name, data=file.read())
        return Upload(name="", html=self.cleaned_data["html"], text=self.cleaned_data["text"])
