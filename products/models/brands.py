"""Village brands: a name and a mark that several products of a place go by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from products.bilingual import NamedInBoth


class Brand(NamedInBoth, models.Model):
    """The record; its story stands on a `BrandPage` in each language."""

    slug = models.SlugField(_("slug"), unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80)
    owner = models.ForeignKey(
        "products.Organisation", on_delete=models.PROTECT, related_name="brands", verbose_name=_("owner")
    )
    mark = models.ForeignKey(
        "products.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("mark")
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = _("village brand")
        verbose_name_plural = _("village brands")
