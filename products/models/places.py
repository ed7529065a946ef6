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

    @property
    def prefix(self) -> str:
        """What the codes of the place and of all that lies in it begin with: two digits, four, or all six."""
        return self.code[: {PlaceLevel.PROVINCE: 2, PlaceLevel.PREFECTURE: 4}.get(self.level, 6)]

    def above(self) -> list["Place"]:
        """What the place lies in, from the province down. Select `parent__parent` with it where there are many."""
        found: list[Place] = []
        place = self
        while place.parent_id and len(found) < len(PlaceLevel.values):
            place = place.parent
            found.insert(0, place)
        return found

    def top(self) -> "Place":
        """The province it lies in, or itself where nothing is known above it."""
        return (self.above() or [self])[0]

    def path(self, language: str | None = None) -> str:
        """From the province down to the place itself: 湖南省 · 湘西土家族苗族自治州 · 保靖县."""
        return " · ".join(place.name(language) for place in (*self.above(), self))
