"""The upload form of videos: what is broken or disguised is refused beside the field."""

from django import forms
from django.core.exceptions import ValidationError
from wagtail.images.widgets import AdminImageChooser
from wagtailmedia.forms import BaseMediaForm

from products.admin.file_errors import OneReasonForm
from stories.films import NotAFilm, probe


class FilmForm(OneReasonForm, BaseMediaForm):
    class Meta(BaseMediaForm.Meta):
        widgets = {**BaseMediaForm.Meta.widgets, "poster": AdminImageChooser}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Only inside the dialog that chooses a video; a second dialog would take the place of the first.
        if self.prefix and "poster" in self.fields:
            poster = self.fields["poster"]
            poster.widget = forms.Select(choices=poster.choices)

    def clean_file(self):
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            try:
                self.instance.probed = probe(file)
            except NotAFilm as refusal:
                raise ValidationError(refusal.message, code=refusal.code) from refusal
        return file
