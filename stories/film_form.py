"""The upload form of videos: what is broken or disguised is refused beside the field."""

from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.images.widgets import AdminImageChooser
from wagtailmedia.forms import BaseMediaForm

from products.admin.file_errors import OneReasonForm
from products.models import Photo
from stories import film_frames, film_versions
from stories.films import READING_ERRORS, NotAFilm, take_in
from stories.releases import showing


class FrameChoice(forms.RadioSelect):
    """Radio buttons with the frames as pictures; `film` is set by the form."""

    film = None

    def render(self, name, value, attrs=None, renderer=None):
        frames = [
            {
                "number": number,
                "url": f"{reverse('film_frame', args=[self.film.pk, number])}?{self.film.sha256[:12]}",
                "seconds": film_frames.moment(self.film, number),
                "chosen": str(value) == str(number),
            }
            for number in range(film_frames.COUNT)
        ]
        return render_to_string("stories/admin/frame_choice.html", {"name": name, "frames": frames, "value": value})


class FilmForm(OneReasonForm, BaseMediaForm):
    poster_frame = forms.TypedChoiceField(
        label=_("Take the poster from the video"),
        required=False,
        choices=[("", ""), *((number, number) for number in range(film_frames.COUNT))],
        coerce=int,
        empty_value=None,
        widget=FrameChoice,
    )

    class Meta(BaseMediaForm.Meta):
        widgets = {**BaseMediaForm.Meta.widgets, "poster": AdminImageChooser}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Only inside the dialog that chooses a video; a second dialog would take the place of the first.
        if self.prefix and "poster" in self.fields:
            poster = self.fields["poster"]
            poster.widget = forms.Select(choices=poster.choices)
        if self.prefix or not self.instance.pk or not self.instance.file:
            del self.fields["poster_frame"]
        else:
            self.fields["poster_frame"].widget.film = self.instance
            names = [name for name in self.fields if name != "poster_frame"]
            place = names.index("poster") + 1 if "poster" in names else len(names)
            self.order_fields([*names[:place], "poster_frame", *names[place:]])

    def _is_shown(self) -> bool:
        return bool(self.instance.pk) and showing(f"film-{self.instance.pk}").exists()

    def clean_credit(self):
        if "credit" in self.changed_data and self._is_shown():
            raise ValidationError(_("Readers see this credit, and nobody has approved another in its place."), "shown")
        return self.cleaned_data["credit"]

    def clean_file(self):
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            if self._is_shown():
                raise ValidationError(
                    _(
                        "Readers see this video, and nobody has approved another in its place. Upload the new one "
                        "beside it, and choose it in the story."
                    ),
                    "shown",
                )
            try:
                self.instance.probed = take_in(file)
            except NotAFilm as refusal:
                raise ValidationError(refusal.message, code=refusal.code) from refusal
        return file

    def clean_poster_frame(self):
        """The picture is read here, so that a film that cannot be read is said beside the field."""
        number = self.cleaned_data.get("poster_frame")
        if number is None or "file" in self.changed_data:
            return None
        try:
            self._frame = film_frames.full(self.instance, number)
        except (NotAFilm, *READING_ERRORS) as error:
            raise ValidationError(_("This picture cannot be read from the video."), code="film.frame") from error
        return number

    @transaction.atomic
    def save(self, commit=True):
        if self.cleaned_data.get("poster_frame") is not None:
            self.instance.poster = self._poster(self.instance)
        film = super().save(commit=commit)
        if commit:
            film_versions.plan(film)
        return film

    def _poster(self, film) -> Photo:
        name = f"{PurePath(film.file.name).stem[:60]}-poster.jpg"
        return Photo.objects.create(
            title=film.title, file=ContentFile(self._frame, name=name), credit=film.credit, collection=film.collection
        )
