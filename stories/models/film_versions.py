"""Versions of a film, made for those who cannot take it as it was uploaded."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.models.films import Film


class FilmRecipe(models.TextChoices):
    """`1080p` has the shape of the upload, `9x16` is always upright."""

    HD = "1080p", _("1080p")
    UPRIGHT = "9x16", _("Upright, 9:16")


class VersionState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    WORKING = "working", _("being prepared")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class FilmVersion(models.Model):
    """One recipe made of one upload (`source_sha256`: a film may get another file, and old packages keep theirs).

    Work in progress is a lease: `lease_owner` alone writes the result, and after `lease_until` (the database's
    clock) another may take over. `progress` in per cent, `duration` in seconds, `bitrate` in bits per second.
    `reason` is a code of `stories.film_words`.
    """

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="versions")
    recipe = models.CharField(max_length=8, choices=FilmRecipe.choices)
    source_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=VersionState.choices, default=VersionState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    lease_owner = models.CharField(max_length=36, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    file = models.FileField(upload_to="film-versions", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    bitrate = models.PositiveBigIntegerField(default=0)
    duration = models.FloatField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("version of a video")
        verbose_name_plural = _("versions of videos")
        constraints = [
            models.UniqueConstraint(fields=["film", "recipe", "source_sha256"], name="one_version_of_a_film"),
            models.CheckConstraint(
                condition=~models.Q(state="ready") | (models.Q(bytes__gt=0) & ~models.Q(file="")),
                name="a_ready_version_has_a_file",
            ),
        ]
        indexes = [models.Index(fields=["state", "lease_until"])]

    def __str__(self) -> str:
        return f"{self.film} · {self.recipe}"

    @property
    def pending(self) -> bool:
        return self.state in (VersionState.QUEUED, VersionState.WORKING)
