"""The product record: one row for both languages; pages about it are in `pages`."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Upper
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from products.bilingual import NamedInBoth, in_language


class Product(NamedInBoth, ClusterableModel):
    """A village product. Whether it may be written about or sold is `current_verification`'s to say."""

    code = models.CharField(
        _("public code"),
        max_length=24,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z", _("Letters, digits and single hyphens only."))],
        help_text=_("Letters, digits and hyphens, e.g. BJ-ORANGE. Printed beside every story: /verify/<code>."),
    )
    slug = models.SlugField(_("slug"), unique=True)
    kind = models.SlugField(_("kind"), max_length=40, help_text=_("What it is, e.g. oranges, tea."))
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80)
    tagline_zh = models.CharField(_("Chinese tagline"), max_length=120, blank=True)
    tagline_en = models.CharField(_("English tagline"), max_length=160, blank=True)
    place = models.ForeignKey(
        "products.Place", on_delete=models.PROTECT, related_name="products", verbose_name=_("county")
    )
    producer = models.ForeignKey(
        "products.Organisation", on_delete=models.PROTECT, related_name="products", verbose_name=_("producer")
    )
    # Who entered the record: theirs to see before anybody recommended it.
    brought_by = models.ForeignKey(
        "products.Organisation", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    season_start = models.PositiveSmallIntegerField(
        _("first month of harvest"), null=True, blank=True, choices=MONTHS.items()
    )
    season_end = models.PositiveSmallIntegerField(
        _("last month of harvest"), null=True, blank=True, choices=MONTHS.items()
    )
    sold_all_year = models.BooleanField(
        _("sold all year"),
        default=False,
        help_text=_("Keeps well, so it stays on sale outside the harvest: tea, brown sugar, dried mushrooms."),
    )
    # What is left to sell, in grams; null where nobody counted. Set by `products.stock` alone.
    stock_grams = models.BigIntegerField(_("stock in grams"), null=True, blank=True, editable=False)
    brand = models.ForeignKey(
        "products.Brand",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="products",
        verbose_name=_("village brand"),
    )
    supply_kg = models.PositiveIntegerField(_("supply in kg"), null=True, blank=True)
    photo = models.ForeignKey(
        "products.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("photo")
    )
    # The verification confirmed last; it decides. A newer one in progress does not touch it.
    # Set by products.services alone.
    current_verification = models.OneToOneField(
        "products.Verification", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            # The check address is read out and typed: bj-orange is BJ-ORANGE.
            models.UniqueConstraint(Upper("code"), name="one_product_of_a_code"),
        ]

    def clean(self) -> None:
        super().clean()
        self.code = (self.code or "").upper()
        if bool(self.season_start) != bool(self.season_end):
            raise ValidationError({"season_end": _("Give both the first and the last month of harvest, or neither.")})

    def tagline(self, language: str | None = None) -> str:
        return in_language(self.tagline_zh, self.tagline_en, language)

    def is_verified(self, on=None) -> bool:
        """Whether the product may be written about and sold on the day `on` (default: today, China time)."""
        return self.current_verification is not None and self.current_verification.holds(on)
