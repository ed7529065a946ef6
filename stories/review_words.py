"""What the log says of reviews."""

from django.utils.translation import gettext_lazy as _

from stories.reviews import ASSIGNED, CLAIMED, DUE_SET, GIVEN_BACK, MENDED, TAKEN_OVER

LOG_ACTIONS = {
    CLAIMED: (_("Claim a review"), _("Claimed the review")),
    GIVEN_BACK: (_("Let go of a review"), _("Let go of the review")),
    TAKEN_OVER: (_("Take over a review"), _("Took the review over")),
    ASSIGNED: (_("Assign a review"), _("Assigned the review")),
    DUE_SET: (_("Set the day of a review"), _("Set the day by which to decide")),
    MENDED: (_("Mark a remark"), _("Said whether a remark was met")),
}
