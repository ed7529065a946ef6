"""Where an imported story came from, and what became of each part of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoryImport(models.Model):
    """One import. Written by `stories.importing.service` alone; `report` is `Report.as_json()`."""

    story = models.ForeignKey("stories.StoryPage", null=True, on_delete=models.SET_NULL, related_name="imports")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("person")
    )
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    made_at = models.DateTimeField(_("imported"), auto_now_add=True)
    report = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.file_name
