"""The upload form of videos: what is broken or disguised is refused beside the field."""

from django.core.exceptions import ValidationError
from wagtail.images.widgets import AdminImageChooser
from wagtailmedia.forms import BaseMediaForm

from products.admin.file_errors import OneReasonForm
from stories.films import NotAFilm, probe


class FilmForm(OneReasonForm, BaseMediaForm):
    class Meta(BaseMediaForm.Meta):
        widgets = {**BaseMediaForm.Meta.widgets, "poster": AdminImageChooser}

    def clean_file(self):
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            try:
                self.instance.probed = probe(file)
            except NotAFilm as refusal:
                raise ValidationError(refusal.message, code=refusal.code) from refusal
        return file
