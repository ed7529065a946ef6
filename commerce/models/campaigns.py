"""Campaigns: a named window of days and products, shown with its figures."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.windows import Window
from products.bilingual import NamedInBoth, in_language


class Campaign(NamedInBoth, models.Model):
    """`starts` and `ends` are days in China, both included. Without products, all products count."""

    key = models.SlugField(_("key"), unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80)
    line_zh = models.CharField(_("Chinese line"), max_length=200, blank=True)
    line_en = models.CharField(_("English line"), max_length=240, blank=True)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    products = models.ManyToManyField(
        "products.Product", blank=True, related_name="campaigns", verbose_name=_("products")
    )

    class Meta:
        ordering = ["-starts", "key"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="campaign_ends_after_start")
        ]

    def line(self, language: str | None = None) -> str:
        return in_language(self.line_zh, self.line_en, language)

    @property
    def window(self) -> Window:
        return Window(self.starts, self.ends)

    def clean(self) -> None:
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("The last day lies before the first.")})
