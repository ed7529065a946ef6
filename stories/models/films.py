"""Videos, with what probing the file found."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia


class Film(AbstractMedia):
    """A video file. `duration` (seconds), `width`, `height`, `codec`, `file_size` (bytes) and `sha256`
    are read from the file when it is saved (`stories.films.probe`), not typed by people."""

    codec = models.CharField(_("codec"), max_length=20, blank=True, editable=False)
    file_size = models.PositiveBigIntegerField(_("size in bytes"), default=0, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    poster = models.ForeignKey(
        "products.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("poster")
    )
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    captions_zh = models.FileField(_("Chinese captions (WebVTT)"), upload_to="captions", blank=True)
    captions_en = models.FileField(_("English captions (WebVTT)"), upload_to="captions", blank=True)
    consent_note = models.TextField(_("consent note"), blank=True)

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
