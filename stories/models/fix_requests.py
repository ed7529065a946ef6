"""What growers and counties ask to have put right in a story, or in what is said of their product."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FixState(models.TextChoices):
    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    DONE = "done", _("Done")


class FixRequest(models.Model):
    """One request about a product and, where it is about a story, that story.

    `organisation` is the asker's at that moment: what was asked stays the organisation's when people move on.
    """

    product = models.ForeignKey(
        "products.Product", on_delete=models.PROTECT, related_name="fix_requests", verbose_name=_("product")
    )
    story = models.ForeignKey(
        "stories.StoryPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="fix_requests",
        verbose_name=_("story"),
    )
    what = models.TextField(_("what is wrong"), max_length=2000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="fix_requests", verbose_name=_("asked by")
    )
    organisation = models.ForeignKey(
        "products.Organisation", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=8, choices=FixState.choices, default=FixState.OPEN, db_index=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("request for a fix")
        verbose_name_plural = _("requests for fixes")

    def __str__(self) -> str:
        return f"{self.product}: {self.what[:40]}"
