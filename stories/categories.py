"""What a story is about, in the vocabulary that the channels share. Their specs map each to a code of theirs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """Stored as the channels write it; shown in the reader's language."""

    FARMING = "三农", _("Farming and villages")
    FOOD = "美食", _("Food")
    TRAVEL = "旅游", _("Travel")
    HEALTH = "健康", _("Health")
    PUBLIC_GOOD = "公益", _("Public good")
