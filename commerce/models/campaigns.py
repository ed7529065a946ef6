"""Campaigns: what is sold together for some days, to whom it is told, and how much is hoped for."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from commerce.windows import Window
from products.bilingual import NamedInBoth, in_language
from products.models.fields import FenField, GramsField

# Nobody under age is addressed; above this, nobody is told apart.
YOUNGEST, OLDEST = 18, 99


class Campaign(NamedInBoth, ClusterableModel):
    """`starts` and `ends` are days in China, both included. Without products, all products count.

    The audience (`regions`, `interests`, ages) goes with the editions of its stories: those it names, in either
    language, or where it names none, all that carry its products (`commerce.audiences`). One without products and
    stories addresses nobody. Pace and variants of a campaign are not here: each would be a row of its own that
    refers to this one.
    """

    key = models.SlugField(_("key"), unique=True, help_text=_("In the address of its page; does not change later."))
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80)
    line_zh = models.CharField(_("Chinese line"), max_length=200, blank=True)
    line_en = models.CharField(_("English line"), max_length=240, blank=True)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    products = models.ManyToManyField(
        "products.Product", blank=True, related_name="campaigns", verbose_name=_("products")
    )
    goal_grams = GramsField(_("goal (kg)"), null=True, blank=True, help_text=_("How much is to be sold."))
    goal_fen = FenField(_("goal (yuan)"), null=True, blank=True, help_text=_("How much is to be paid for it."))
    goal_households = models.PositiveIntegerField(
        _("goal in households"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How many are to buy. A buyer counts as one household."),
    )
    interests = models.JSONField(_("interests"), default=list, blank=True)
    age_from = models.PositiveSmallIntegerField(
        _("youngest readers"),
        null=True,
        blank=True,
        validators=[MinValueValidator(YOUNGEST), MaxValueValidator(OLDEST)],
        help_text=_("In years, from 18. Leave both empty for all ages."),
    )
    age_to = models.PositiveSmallIntegerField(
        _("oldest readers"),
        null=True,
        blank=True,
        validators=[MinValueValidator(YOUNGEST), MaxValueValidator(OLDEST)],
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

    @property
    def days_left(self) -> int:
        """Days from today to the last, both included; 0 once it is over. China time."""
        return max(0, (self.ends - max(timezone.localdate(), self.starts)).days + 1)

    @property
    def state(self) -> str:
        """`coming`, `running` or `over`, today in China."""
        today = timezone.localdate()
        return "coming" if today < self.starts else "running" if today <= self.ends else "over"

    def clean(self) -> None:
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("The last day lies before the first.")})
        if self.age_from and self.age_to and self.age_to < self.age_from:
            raise ValidationError({"age_to": _("The oldest are younger than the youngest.")})


class CampaignStory(models.Model):
    """A story that a campaign is told by; `sort_order` is the order on its page."""

    campaign = ParentalKey(Campaign, on_delete=models.CASCADE, related_name="campaign_stories")
    story = models.ForeignKey(
        "stories.StoryPage", on_delete=models.CASCADE, related_name="in_campaigns", verbose_name=_("story")
    )
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("story of a campaign")
        verbose_name_plural = _("stories of a campaign")
        constraints = [models.UniqueConstraint(fields=["campaign", "story"], name="a_campaign_tells_a_story_once")]


class OfferKind(models.TextChoices):
    NOW = "now", _("On sale")
    PRESALE = "presale", _("Pre-sale")
    CROWDFUNDING = "crowdfunding", _("Crowdfunding")


class CampaignOffer(models.Model):
    """An offer of a shop in a campaign, with a target of its own where it is a pre-sale or is crowdfunded."""

    campaign = ParentalKey(Campaign, on_delete=models.CASCADE, related_name="campaign_offers")
    offer = models.ForeignKey(
        "products.Offer", on_delete=models.PROTECT, related_name="in_campaigns", verbose_name=_("offer")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=OfferKind.choices, default=OfferKind.NOW)
    target_grams = GramsField(_("target (kg)"), null=True, blank=True)
    target_fen = FenField(_("target (yuan)"), null=True, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("offer of a campaign")
        verbose_name_plural = _("offers of a campaign")
        constraints = [models.UniqueConstraint(fields=["campaign", "offer"], name="a_campaign_has_an_offer_once")]

    def clean(self) -> None:
        if self.kind == OfferKind.CROWDFUNDING and not (self.target_grams or self.target_fen):
            raise ValidationError({"target_fen": _("Crowdfunding needs a target, in kilograms or in yuan.")})


class CampaignRegion(models.Model):
    """Where the readers of a campaign live, by GB/T 2260 code: a province, a prefecture or a county."""

    campaign = ParentalKey(Campaign, on_delete=models.CASCADE, related_name="regions")
    place = models.ForeignKey("products.Place", on_delete=models.PROTECT, related_name="+", verbose_name=_("place"))

    class Meta:
        ordering = ["place_id"]
        verbose_name = _("region of a campaign")
        verbose_name_plural = _("regions of a campaign")
        constraints = [models.UniqueConstraint(fields=["campaign", "place"], name="a_campaign_names_a_region_once")]
