"""Where a product is sold: one row per shop and SKU."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from products.bilingual import in_language

from .fields import SmallestUnitField


class Platform(models.TextChoices):
    JD = "jd", _("JD.com")
    TAOBAO = "taobao", _("Taobao / Tmall")
    PINDUODUO = "pdd", _("Pinduoduo")
    WECHAT = "wechat", _("WeChat Store")


class Offer(models.Model):
    """`price_fen` is integer fen, `net_grams` the net weight of one unit in integer grams."""

    product = ParentalKey("products.Product", on_delete=models.PROTECT, related_name="offers")
    platform = models.CharField(_("shop"), max_length=8, choices=Platform.choices)
    sku = models.CharField(_("SKU"), max_length=64)
    title_zh = models.CharField(_("Chinese title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    price_fen = SmallestUnitField(
        _("price in fen"), validators=[MinValueValidator(1)], help_text=_("100 fen are 1 yuan: 28.00 yuan is 2800.")
    )
    net_grams = SmallestUnitField(
        _("net grams per unit"),
        validators=[MinValueValidator(1)],
        help_text=_("What a buyer of one unit gets, without the packing: 5 kg is 5000."),
    )
    url = models.URLField(_("address in the shop"), max_length=1000)
    miniprogram_appid = models.CharField(_("mini-program app id"), max_length=32, blank=True)
    miniprogram_path = models.CharField(_("mini-program path"), max_length=255, blank=True)
    active = models.BooleanField(_("on sale"), default=True)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "id"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [models.UniqueConstraint(fields=["platform", "sku"], name="one_offer_of_a_sku")]

    def clean(self) -> None:
        from products.shops import allowed_url, shop_hosts

        super().clean()
        if self.url and self.platform and not allowed_url(self.platform, self.url):
            raise ValidationError(
                {
                    "url": _("This is no https address of %(shop)s. Taken are: %(hosts)s.")
                    % {"shop": self.get_platform_display(), "hosts": ", ".join(shop_hosts(self.platform))}
                }
            )

    def title(self, language: str | None = None) -> str:
        return in_language(self.title_zh, self.title_en, language)

    @property
    def yuan(self) -> Decimal:
        """The price in yuan, with two places: 2800 fen are 28.00."""
        return Decimal(self.price_fen).scaleb(-2)

    @property
    def fen_per_kg(self) -> int:
        """Price of a kilogram in fen, rounded half up."""
        return (self.price_fen * 1000 * 2 + self.net_grams) // (2 * self.net_grams)

    def __str__(self) -> str:
        return f"{self.get_platform_display()} {self.sku}"
