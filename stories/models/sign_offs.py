"""What somebody outside, without an account, said of a story's content."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.document import StoryDocument


class SignOffAnswer(models.TextChoices):
    AGREED = "agreed", _("Agreed")
    CHANGE = "change", _("Asks for a change")


class SignOff(models.Model):
    """One link for one person to one content of a story. Written by `stories.sign_offs` alone.

    `document` is what the link shows, kept as evidence; `digest` is of the part of it that a reader reads
    (`stories.reading.reading_digest`): an agreement counts for that and for nothing else. Of the link only a
    checksum is kept. Neither address nor browser of whoever answered is.
    """

    story = models.ForeignKey(
        "stories.StoryPage", on_delete=models.CASCADE, related_name="sign_offs", verbose_name=_("story")
    )
    digest = models.CharField(max_length=64)
    document = models.TextField()
    token_digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("role"), max_length=80)
    organisation = models.ForeignKey(
        "products.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sign_offs",
        verbose_name=_("organisation"),
    )
    email = models.EmailField(_("E-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=8, choices=SignOffAnswer.choices, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    # Block id → what was said of that block.
    block_remarks = models.JSONField(default=dict)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        indexes = [models.Index(fields=["story", "digest"])]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.name}"

    def parsed(self) -> StoryDocument:
        return StoryDocument.model_validate_json(self.document)
