"""Pictures with credit, alternative text in both languages and a consent note."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from products.bilingual import in_language


class Photo(AbstractImage):
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

    admin_form_fields = (*Image.admin_form_fields, "credit", "alt_zh", "alt_en", "consent_note")

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def save(self, *args, **kwargs) -> None:
        # `_committed` is false between the assignment of a new file and its storing.
        if self.file and (not self.sha256 or not self.file._committed):
            self.sha256 = self._digest()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "sha256"}
        super().save(*args, **kwargs)

    def _digest(self) -> str:
        digest = hashlib.sha256()
        with self.open_file() as file:
            for chunk in iter(lambda: file.read(65536), b""):
                digest.update(chunk)
        return digest.hexdigest()

    def alt(self, language: str | None = None) -> str:
        return in_language(self.alt_zh, self.alt_en, language) or self.description or self.title

    @property
    def default_alt_text(self) -> str:
        return self.alt()


class PhotoRendition(AbstractRendition):
    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
