"""Files that show what a step found."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.bilingual import in_language


class Evidence(models.Model):
    """A photo or a document, with the SHA-256 of its bytes taken when it was added."""

    verification = models.ForeignKey("products.Verification", on_delete=models.PROTECT, related_name="evidence")
    title_zh = models.CharField(_("Chinese title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    photo = models.ForeignKey("products.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(
        "wagtaildocs.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(photo__isnull=False, document__isnull=True)
                | models.Q(photo__isnull=True, document__isnull=False),
                name="evidence_is_one_file",
            ),
        ]

    def title(self, language: str | None = None) -> str:
        return in_language(self.title_zh, self.title_en, language)

    def __str__(self) -> str:
        return self.title()
