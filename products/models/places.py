"""Administrative divisions of China by GB/T 2260 code."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.bilingual import NamedInBoth


class PlaceLevel(models.TextChoices):
    PROVINCE = "province", _("Province")
    PREFECTURE = "prefecture", _("Prefecture")
    COUNTY = "county", _("County")


class Place(NamedInBoth, models.Model):
    """A province, prefecture or county; `code` is six digits, e.g. 433125 for Baojing."""

    code = models.CharField(
        _("GB/T 2260 code"),
        max_length=6,
        primary_key=True,
        validators=[RegexValidator(r"^[1-9][0-9]{5}\Z", _("Six digits."))],
    )
    level = models.CharField(_("level"), max_length=12, choices=PlaceLevel.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("part of")
    )
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80)

    class Meta:
        ordering = ["code"]
        verbose_name = _("place")
        verbose_name_plural = _("places")

    @property
    def province_code(self) -> str:
        """The code of the province this place lies in; the first two digits name it."""
        return self.code[:2] + "0000"
