"""What an editor asks to be mended, at the block that is concerned."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.review_reasons import reason_name

REMARK_LENGTH = 1000


class ReviewRemark(models.Model):
    """One reason of a rejection. `block` is a block's id, `field` a page field's name; both empty: the whole story."""

    task_state = models.ForeignKey("wagtailcore.TaskState", on_delete=models.CASCADE, related_name="remarks")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="remarks")
    block = models.CharField(max_length=64, blank=True)
    field = models.CharField(max_length=64, blank=True)
    # What the block said then, cut: the block itself may be gone when the remark is read.
    excerpt = models.CharField(max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=20)
    text = models.TextField(_("remark"), max_length=REMARK_LENGTH, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")

    def __str__(self) -> str:
        return f"{self.reason_name}: {self.text}" if self.text else self.reason_name

    @property
    def reason_name(self) -> str:
        return reason_name(self.reason)
