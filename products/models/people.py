"""People with an account."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.bilingual import in_language


class User(AbstractUser):
    """A person who acts for one organisation and is named in both languages."""

    organisation = models.ForeignKey(
        "products.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
        verbose_name=_("organisation"),
    )
    display_name_zh = models.CharField(_("Chinese display name"), max_length=60, blank=True)
    display_name_en = models.CharField(_("English display name"), max_length=80, blank=True)

    def display_name(self, language: str | None = None) -> str:
        return in_language(self.display_name_zh, self.display_name_en, language) or self.get_username()

    def get_full_name(self) -> str:
        """What the admin calls its user."""
        return self.display_name()

    def __str__(self) -> str:
        return self.display_name()
