"""Who people act for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from products.bilingual import NamedInBoth


class OrganisationKind(models.TextChoices):
    GOVERNMENT = "government", _("County government")
    ECOMMERCE = "ecommerce", _("E-commerce platform")
    COOPERATIVE = "cooperative", _("Cooperative")
    VILLAGE = "village", _("Village")
    AUTHOR = "author", _("Author organisation")
    PLATFORM = "platform", _("Platform team")


class Organisation(NamedInBoth, models.Model):
    key = models.SlugField(_("key"), unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind.choices)
    name_zh = models.CharField(_("Chinese name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160)
    place = models.ForeignKey(
        "products.Place", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("place")
    )
    # Asked of stories with a product that it grows, or recommended (`stories.sign_off_gate`).
    asks_sign_off = models.BooleanField(
        _("asks to sign off stories"),
        default=False,
        help_text=_("A story with a product that it grows or recommended is approved only after it agreed by a link."),
    )

    class Meta:
        ordering = ["key"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
