"""What organisations bring forward, before there is a product record."""

from django.conf import settings
from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from products.bilingual import in_language

from .organisations import OrganisationKind


class RecommendationState(models.TextChoices):
    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Taken in")
    DECLINED = "declined", _("Declined")


class Recommendation(models.Model):
    """One filled-in form. Changed by `products.recommendations` alone.

    `contact_*` are for the desk's eyes and never published. The tracking page opens by a token of
    which only the SHA-256 is kept. `key` is made in the browser: the same form sent twice is one row.
    """

    key = models.UUIDField(unique=True, editable=False)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=RecommendationState.choices,
        default=RecommendationState.RECEIVED,
        db_index=True,
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    # Who speaks: an account and its organisation, or the words of the form.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    organisation = models.ForeignKey(
        "products.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    organisation_name = models.CharField(_("organisation"), max_length=120)
    organisation_kind = models.CharField(_("kind of organisation"), max_length=12, choices=OrganisationKind.choices)
    contact_name = models.CharField(_("contact"), max_length=80)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    name_may_be_shown = models.BooleanField(_("the name may be shown"), default=False)
    # What is brought forward.
    name_zh = models.CharField(_("Chinese name"), max_length=60, blank=True)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    place = models.ForeignKey(
        "products.Place", on_delete=models.PROTECT, related_name="recommendations", verbose_name=_("county")
    )
    village = models.CharField(_("village"), max_length=80, blank=True)
    season_start = models.PositiveSmallIntegerField(
        _("first month of harvest"), null=True, blank=True, choices=MONTHS.items()
    )
    season_end = models.PositiveSmallIntegerField(
        _("last month of harvest"), null=True, blank=True, choices=MONTHS.items()
    )
    supply_kg = models.PositiveIntegerField(_("supply in kg"), null=True, blank=True)
    why = models.TextField(_("why it is distinctive"))
    # Rows of one file share it.
    batch = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    # What became of it.
    verification = models.OneToOneField(
        "products.Verification", null=True, blank=True, on_delete=models.PROTECT, related_name="recommendation"
    )
    duplicate_of = models.ForeignKey(
        "products.Product", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(_("reason"), blank=True)
    created_at = models.DateTimeField(_("received at"), auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")

    def name(self, language: str | None = None) -> str:
        return in_language(self.name_zh, self.name_en, language)

    def __str__(self) -> str:
        return f"{self.name()} · {self.organisation_name}"


class RecommendationFile(models.Model):
    """A photo or a certificate sent with it, with the SHA-256 of its bytes. Not public."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="files")
    photo = models.ForeignKey("products.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(
        "wagtaildocs.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(photo__isnull=False, document__isnull=True)
                | models.Q(photo__isnull=True, document__isnull=False),
                name="recommendation_file_is_one_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.photo or self.document)
