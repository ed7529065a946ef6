"""What an inspector brought back: place, people with their consent, photos, measured facts."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from products.bilingual import in_language


class Visit(models.Model):
    """Begun in the field and filled in piece by piece; `finished_at` is when it became the step.

    Written by `products.visits` alone. One that was sent back does not stand any more and stays.
    """

    verification = models.ForeignKey("products.Verification", on_delete=models.PROTECT, related_name="visits")
    inspector = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField(_("date of the visit"), default=timezone.localdate)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    accuracy_m = models.PositiveIntegerField(_("accuracy in metres"), null=True, blank=True)
    place_note = models.CharField(_("where exactly"), max_length=160, blank=True)
    note_zh = models.TextField(_("note in Chinese"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)
    no_photo_reason = models.CharField(_("why there is no photo"), max_length=400, blank=True)
    # The earlier visit of the case that this one took people and measured facts from.
    begun_from = models.ForeignKey("self", null=True, blank=True, editable=False, on_delete=models.PROTECT)
    # How often the details were saved, and by which phone last: an older form of another does not overwrite.
    changes = models.PositiveIntegerField(default=0, editable=False)
    saved_from = models.UUIDField(null=True, blank=True, editable=False)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    stands = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            models.UniqueConstraint(fields=["verification"], condition=models.Q(stands=True), name="one_standing_visit")
        ]

    def __str__(self) -> str:
        return f"{self.verification_id} · {self.on}"


class ConsentForm(models.TextChoices):
    SIGNED = "signed", _("Signed on paper")
    RECORDED = "recorded", _("Recorded")
    WITNESSED = "witnessed", _("Spoken before a witness")


class PersonMet(models.Model):
    """Somebody the inspector met, and what they agreed to. Their name is published only with `may_name`."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="people")
    key = models.UUIDField(unique=True, editable=False)
    name = models.CharField(_("name"), max_length=60)
    role_zh = models.CharField(_("what they do, in Chinese"), max_length=60, blank=True)
    role_en = models.CharField(_("what they do, in English"), max_length=80, blank=True)
    may_picture = models.BooleanField(_("agrees to be shown in pictures"), default=False)
    may_name = models.BooleanField(_("agrees to be named"), default=False)
    consent_form = models.CharField(_("how they agreed"), max_length=10, choices=ConsentForm.choices, blank=True)
    consented_on = models.DateField(_("agreed on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("consent withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    withdrawal_note = models.CharField(_("note on the withdrawal"), max_length=400, blank=True)
    # The same person as met on an earlier visit: a withdrawal counts for all of these rows.
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="carried_to"
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("person met")
        verbose_name_plural = _("people met")

    def __str__(self) -> str:
        return self.name

    def role(self, language: str | None = None) -> str:
        return in_language(self.role_zh, self.role_en, language)

    @property
    def may_be_shown(self) -> bool:
        return self.may_picture and self.withdrawn_at is None


class VisitPhoto(models.Model):
    """A photo taken on the visit and who is on it. `key` is made on the phone: a repeated upload is one row."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="photos")
    key = models.UUIDField(unique=True, editable=False)
    photo = models.ForeignKey("products.Photo", on_delete=models.PROTECT, related_name="visits")
    caption_zh = models.CharField(_("Chinese caption"), max_length=160, blank=True)
    caption_en = models.CharField(_("English caption"), max_length=200, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    people = models.ManyToManyField(PersonMet, blank=True, related_name="photos", verbose_name=_("who is on it"))
    as_evidence = models.BooleanField(_("public evidence"), default=False)

    class Meta:
        ordering = ["id"]
        verbose_name = _("photo of the visit")
        verbose_name_plural = _("photos of the visit")

    def __str__(self) -> str:
        return self.caption()

    def caption(self, language: str | None = None) -> str:
        return in_language(self.caption_zh, self.caption_en, language)


class Measurement(models.Model):
    """A measured fact, as proposed for the product's record. `key` names the fact it becomes."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="measurements")
    key = models.SlugField(_("key"), max_length=40)
    label_zh = models.CharField(_("Chinese label"), max_length=40)
    label_en = models.CharField(_("English label"), max_length=60)
    value_zh = models.CharField(_("Chinese value"), max_length=160)
    value_en = models.CharField(_("English value"), max_length=200)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    method = models.CharField(_("how it was measured"), max_length=160)
    photo = models.ForeignKey(VisitPhoto, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    evidence = models.ForeignKey("products.Evidence", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Measured on an earlier visit of the case, and not anew.
    carried_from = models.ForeignKey(
        Visit, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("measured fact")
        verbose_name_plural = _("measured facts")
        constraints = [models.UniqueConstraint(fields=["visit", "key"], name="one_measurement_of_a_key")]

    def __str__(self) -> str:
        return f"{in_language(self.label_zh, self.label_en)}: {in_language(self.value_zh, self.value_en)} {self.unit}"
