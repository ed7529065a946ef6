"""Date rules of the four steps. All dates are days in China."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from products.errors import Refused
from products.models import StepKind, Verification

# Produce changes; nobody vouches for a harvest years ahead.
MAX_VALID_DAYS = 3 * 366


def check_step_date(on: date, verification: Verification | None = None) -> None:
    """Refuse a day that lies in the future or before the step taken last."""
    if not isinstance(on, date) or isinstance(on, datetime):
        raise Refused("verification.date_missing", _("Enter the date of this step."))
    if on > timezone.localdate():
        raise Refused("verification.date_in_future", _("The date of a step cannot lie in the future."))
    if verification is None:
        return
    earlier = max((step.on for step in verification.steps.all() if step.stands), default=None)
    if earlier and on < earlier:
        raise Refused(
            "verification.date_out_of_order",
            _("The date cannot be before that of the step before it, %(date)s.") % {"date": date_format(earlier)},
        )


def check_valid_until(valid_until: date, confirmed_on: date, verification: Verification | None = None) -> None:
    """Refuse a last day that contradicts the visit or the confirmation, has passed, or lies years ahead."""
    if not isinstance(valid_until, date) or isinstance(valid_until, datetime):
        raise Refused("verification.valid_until_missing", _("Enter the day until which the verification is valid."))
    visited_on = _visited_on(verification)
    if visited_on and valid_until <= visited_on:
        raise Refused(
            "verification.valid_until_before_visit",
            _("It cannot end on %(end)s: the visit was on %(visit)s.")
            % {"end": date_format(valid_until), "visit": date_format(visited_on)},
        )
    if valid_until <= confirmed_on:
        raise Refused(
            "verification.valid_until_too_early", _("The verification must be valid beyond the day of confirmation.")
        )
    if (valid_until - confirmed_on).days > MAX_VALID_DAYS:
        raise Refused(
            "verification.valid_until_too_late", _("A verification is valid for three years at most; then look again.")
        )
    if valid_until < timezone.localdate():
        raise Refused("verification.valid_until_in_past", _("The day until which it is valid has already passed."))


def _visited_on(verification: Verification | None) -> date | None:
    steps = verification.steps.all() if verification else ()
    return next((step.on for step in steps if step.stands and step.kind == StepKind.VISITED), None)
