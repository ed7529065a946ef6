"""Where a product is sold: one row per shop and SKU."""

from datetime import date
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from products.bilingual import in_language

from .fields import FenField, GramsField


class Platform(models.TextChoices):
    JD = "jd", _("JD.com")
    TAOBAO = "taobao", _("Taobao / Tmall")
    PINDUODUO = "pdd", _("Pinduoduo")
    WECHAT = "wechat", _("WeChat Store")
    SHOP = "shop", _("Other shop")


class Seen(models.TextChoices):
    """What the last look at the shop's page found."""

    ALIVE = "alive", _("There")
    GONE = "gone", _("Gone")
    UNCLEAR = "unclear", _("Unclear")


def is_sold(start: date | None, end: date | None, day: date) -> bool:
    """Whether `day` lies between two days, both included; None is open."""
    return (start is None or start <= day) and (end is None or day <= end)


def target_of(url: str, promotion_url: str, expires_on: date | None, day: date) -> str:
    """The promotion link while it works, then the plain address: the reader arrives, though unattributed."""
    return promotion_url if promotion_url and (expires_on is None or day <= expires_on) else url


class Offer(models.Model):
    """`price_fen` is integer fen, `net_grams` the net weight of one unit in integer grams."""

    product = ParentalKey("products.Product", on_delete=models.PROTECT, related_name="offers")
    platform = models.CharField(_("shop"), max_length=8, choices=Platform.choices)
    sku = models.CharField(
        _("SKU"),
        max_length=64,
        blank=True,
        help_text=_("Leave empty where the address names it: it is read from there."),
    )
    title_zh = models.CharField(_("Chinese title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    price_fen = FenField(_("price of a unit (yuan)"), validators=[MinValueValidator(1)])
    net_grams = GramsField(
        _("net weight of a unit (kg)"),
        validators=[MinValueValidator(1)],
        help_text=_("What a buyer of one unit gets, without the packing: 500 g are 0.5."),
    )
    url = models.URLField(_("address in the shop"), max_length=1000)
    miniprogram_appid = models.CharField(_("mini-program app id"), max_length=32, blank=True)
    miniprogram_path = models.CharField(_("mini-program path"), max_length=255, blank=True)
    # What the shop's own link maker gave; the way to the shop while it lasts, the plain address afterwards.
    promotion_url = models.URLField(_("promotion link"), max_length=1000, blank=True)
    promotion_expires_on = models.DateField(
        _("promotion link works until"),
        null=True,
        blank=True,
        help_text=_("Leave empty for what the shop allows: 60 days at JD, 300 for a short link of Alimama."),
    )
    sold_from = models.DateField(_("sold from"), null=True, blank=True)
    sold_until = models.DateField(_("sold until"), null=True, blank=True)
    active = models.BooleanField(_("on sale"), default=True)
    # What this shop has left of it, in grams; null where nobody counted. Set by `products.stock` alone.
    stock_grams = models.BigIntegerField(_("stock in grams"), null=True, blank=True, editable=False)
    seen = models.CharField(_("seen in the shop"), max_length=8, choices=Seen.choices, blank=True, editable=False)
    seen_at = models.DateTimeField(_("looked at"), null=True, blank=True, editable=False)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "id"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [models.UniqueConstraint(fields=["platform", "sku"], name="one_offer_of_a_sku")]

    def clean(self) -> None:
        from products.offer_rules import complete

        super().clean()
        complete(self)

    def save(self, *args, **kwargs) -> None:
        """Saves, and writes down the price where it is another than before.

        The stock stays as it is: a form that was open while orders came would put the old figure back.
        """
        if not self._state.adding and kwargs.get("update_fields") is None and not kwargs.get("force_insert"):
            names = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            kwargs["update_fields"] = names - {"stock_grams"} - self.get_deferred_fields()
        with transaction.atomic():
            super().save(*args, **kwargs)
            last = OfferPrice.objects.filter(offer=self).order_by("-id").first()
            if last is None or (last.price_fen, last.net_grams) != (self.price_fen, self.net_grams):
                OfferPrice.objects.create(offer=self, price_fen=self.price_fen, net_grams=self.net_grams)

    def sold_on(self, day: date) -> bool:
        return is_sold(self.sold_from, self.sold_until, day)

    def target(self, day: date) -> str:
        """Where a reader is sent on `day`."""
        return target_of(self.url, self.promotion_url, self.promotion_expires_on, day)

    @property
    def pieces_left(self) -> int | None:
        """Whole units that what is left makes; None where nobody counted."""
        return None if self.stock_grams is None else max(self.stock_grams, 0) // self.net_grams

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


class OfferPrice(models.Model):
    """What one unit cost, and weighed, from a moment on. Written by `Offer.save`, never changed."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="prices")
    price_fen = models.PositiveIntegerField(_("price in fen"))
    net_grams = models.PositiveIntegerField(_("net grams per unit"))
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("price of an offer")
        verbose_name_plural = _("prices of offers")
