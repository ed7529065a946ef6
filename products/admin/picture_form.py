"""The upload form of pictures: limits first, decoding second.

Wagtail's own field decodes the whole picture before it compares the pixels with the limit, and a
picture that breaks off in the middle raises out of it as an error page (seen on Wagtail 8.0.1).
"""

from django.core.exceptions import ValidationError
from django.forms import FileField
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from products.errors import Refused
from products.files import check_picture
from products.models import Evidence
from products.picture_uses import shown_by


class PictureField(WagtailImageField):
    def to_python(self, data):
        file = FileField.to_python(self, data)
        if file is None:
            return None
        try:
            check_picture(file)
        except Refused as refusal:
            raise ValidationError(refusal.message, code=refusal.code) from refusal
        file.seek(0)
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:
            # Decoders raise whatever their format makes them trip over.
            raise ValidationError(_("The picture is damaged or breaks off."), code="file.damaged") from error


class PhotoForm(BaseImageForm):
    """Checks the file in that order, and leaves the file of a piece of evidence alone, and of what the public sees."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plain = self.fields.get("file")
        if plain is not None:
            checked = PictureField(label=plain.label, required=plain.required, widget=plain.widget)
            checked.max_length = plain.max_length
            self.fields["file"] = checked

    def clean_file(self):
        changed = "file" in self.changed_data and self.instance.pk
        if changed and Evidence.objects.filter(photo=self.instance.pk).exists():
            raise ValidationError(_("This file is evidence and stays as it is. Add a new one beside it."), "evidence")
        if changed and shown_by(self.instance):
            raise ValidationError(
                _(
                    "Readers see this photo, and nobody has approved another in its place. Add the new one beside it, "
                    "and choose it on the page."
                ),
                "shown",
            )
        return self.cleaned_data["file"]
