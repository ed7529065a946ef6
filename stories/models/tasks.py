"""The workflow task that approves."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class EditorialReview(AbstractGroupApprovalTask):
    """Approval by a member of the chosen groups who is not among the authors of what they approve."""

    class Meta:
        verbose_name = _("editorial review")
        verbose_name_plural = _("editorial reviews")
