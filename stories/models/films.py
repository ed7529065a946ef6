"""Videos, with what probing the file found."""

from functools import partial
from pathlib import PurePath
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile, File
from django.core.validators import FileExtensionValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia, MediaType

from stories.captions import check_captions
from stories.film_limits import MEDIA_TYPES

if TYPE_CHECKING:
    from stories.films import Probe

CAPTION_CHECKS = [FileExtensionValidator(["vtt"]), check_captions]


class Film(AbstractMedia):
    """A video file. `duration` (seconds), `width` and `height` (as seen, after `rotation`), the codecs, `bitrate`
    (bits per second), `file_size` (bytes) and `sha256` are read from the file when it is saved
    (`stories.films.probe`), not typed by people. `plays_everywhere`: no version of it needs to be made for the web."""

    codec = models.CharField(_("codec"), max_length=20, blank=True, editable=False)
    audio_codec = models.CharField(_("audio codec"), max_length=20, blank=True, editable=False)
    pixel_format = models.CharField(_("pixel format"), max_length=20, blank=True, editable=False)
    bitrate = models.PositiveBigIntegerField(_("bits per second"), default=0, editable=False)
    rotation = models.PositiveSmallIntegerField(_("rotation in degrees"), default=0, editable=False)
    plays_everywhere = models.BooleanField(_("plays everywhere as uploaded"), default=False, editable=False)
    file_size = models.PositiveBigIntegerField(_("size in bytes"), default=0, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    poster = models.ForeignKey(
        "products.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("poster")
    )
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    captions_zh = models.FileField(
        _("Chinese captions (WebVTT)"), upload_to="captions", blank=True, validators=CAPTION_CHECKS
    )
    captions_en = models.FileField(
        _("English captions (WebVTT)"), upload_to="captions", blank=True, validators=CAPTION_CHECKS
    )
    consent_note = models.TextField(_("consent note"), blank=True)

    # Set by the upload form, which has read the file already.
    probed: "Probe | None" = None

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "poster",
        "credit",
        "captions_zh",
        "captions_en",
        "consent_note",
        "tags",
    )

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES.get(PurePath(self.file.name).suffix.lstrip(".").lower(), "video/mp4")

    def save(self, *args, **kwargs) -> None:
        """Raises `NotAFilm` for a file that is no video, before anything is stored."""
        self.type = MediaType.VIDEO
        replaced = None
        # `_committed` is false between the assignment of a new file and its storing.
        if self.file and (not self.sha256 or not self.file._committed):
            # Not above: FFmpeg takes fifteen megabytes of every process, and few save a film.
            from stories.films import take_in

            if self.probed is None and (self.file._committed or not self.file.writable()):
                replaced = self._copied()
            self._describe(self.probed or take_in(self.file))
            self.probed = None
        super().save(*args, **kwargs)
        if replaced:
            transaction.on_commit(partial(self.file.storage.delete, replaced))

    def _copied(self) -> str | None:
        """Go on with a copy, which can be written; return the name of the file, where it is stored."""
        stored = self.file.name if self.file._committed else None
        copy = TemporaryFile()  # noqa: SIM115  it goes with the film
        with self.file.open("rb") as file:
            for chunk in file.chunks():
                copy.write(chunk)
        copy.flush()
        self.file = File(copy, name=PurePath(self.file.name).name)
        return stored

    def _describe(self, found: "Probe") -> None:
        from products.models import Photo

        self.duration, self.width, self.height = found.seconds, found.width, found.height
        self.codec, self.audio_codec, self.pixel_format = found.codec, found.audio_codec, found.pixel_format
        self.bitrate, self.rotation, self.plays_everywhere = (
            found.bitrate,
            found.rotation,
            found.plays_everywhere and self.media_type == "video/mp4",
        )
        self.file_size, self.sha256 = found.bytes, found.sha256
        if self.poster is None:
            name = f"{PurePath(self.file.name).stem[:60]}-poster.jpg"
            self.poster = Photo.objects.create(
                title=self.title, file=ContentFile(found.poster, name=name), credit=self.credit
            )
