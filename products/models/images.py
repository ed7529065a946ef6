"""Pictures with credit, alternative text in both languages and a consent note."""

import hashlib
from functools import partial
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from products.bilingual import in_language
from products.picture_metadata import without_metadata

FILE_FIELDS = ("file", "width", "height", "file_size", "file_hash", "sha256", "sha256_before")


class Photo(AbstractImage):
    """A picture whose file tells nothing but how it looks: whatever way it comes in, its metadata are left out."""

    credit = models.CharField(_("credit"), max_length=120, blank=True)
    alt_zh = models.CharField(
        _("Chinese alternative text"),
        max_length=255,
        blank=True,
        help_text=_("What a person who cannot see it should know."),
    )
    alt_en = models.CharField(_("English alternative text"), max_length=255, blank=True)
    consent_note = models.TextField(
        _("consent note"), blank=True, help_text=_("Who is shown, and where their consent is kept. Never published.")
    )

    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    # Of the file before its metadata were taken out in the house: documents made until then go on naming it.
    sha256_before = models.CharField(max_length=64, blank=True, editable=False)

    admin_form_fields = (*Image.admin_form_fields, "credit", "alt_zh", "alt_en", "consent_note")

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def save(self, *args, **kwargs) -> None:
        replaced = None
        # `_committed` is false between the assignment of a new file and its storing.
        if self.file and (not self.sha256 or not self.file._committed):
            self.sha256_before = ""
            replaced = self._take_in()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], *FILE_FIELDS}
        super().save(*args, **kwargs)
        if replaced:
            transaction.on_commit(partial(self.file.storage.delete, replaced))

    def _take_in(self) -> str | None:
        """Clean a new file; return the name of the stored one whose place it takes, as Wagtail's upload of many stores
        the file first."""
        with self.open_file() as file:
            data = file.read()
        clean = without_metadata(data)
        self.sha256 = hashlib.sha256(clean).hexdigest()
        if clean == data:
            return None
        stored = self.file.name if self.file._committed else None
        self.file = ContentFile(clean, name=PurePath(self.file.name).name)
        self._set_image_file_metadata()
        return stored

    @property
    def known_by(self) -> str:
        """The SHA-256 by which documents name this picture."""
        return self.sha256_before or self.sha256

    def alt(self, language: str | None = None) -> str:
        return in_language(self.alt_zh, self.alt_en, language) or self.description or self.title

    @property
    def default_alt_text(self) -> str:
        return self.alt()


class PhotoRendition(AbstractRendition):
    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
