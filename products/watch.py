"""Watching what will end: people are told 30, 7 and 1 days before, so that nothing lapses unnoticed.

Days are days in China. Each reminder is one row, written with its letters in one transaction: a
second run, or two at once, tells nobody twice.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from products.casework import lock
from products.models import (
    OrganisationKind,
    Product,
    Reminder,
    StepKind,
    User,
    Verification,
    VerificationState,
)
from products.one_by_one import one_by_one
from products.post import write_to_people
from products.transitions import IN_PROGRESS

# Days before the last day, the longest first.
REMIND_AT = (30, 7, 1)


def ending(today: date | None = None) -> QuerySet[Verification]:
    """The verifications that hold and end within the longest of the periods, the nearest first."""
    day = today or timezone.localdate()
    return (
        Verification.objects.filter(
            state=VerificationState.CONFIRMED,
            valid_until__gte=day,
            valid_until__lte=day + timedelta(days=REMIND_AT[0]),
            pk__in=Product.objects.exclude(current_verification=None).values("current_verification"),
        )
        .select_related("product__place", "product__producer")
        .order_by("valid_until", "pk")
    )


def remind_due(today: date | None = None) -> list[Reminder]:
    """Remind of what ends soon; return what was written.

    Only the nearest reminder that is due is given: a clock that stood still from day 31 to day 5 tells
    of day 7, once. One that fails holds up no other; the failures are raised together at the end.
    """
    day = today or timezone.localdate()
    return one_by_one(ending(day), lambda verification: _remind(verification, day), "writing reminders")


def due_reminder(days_left: int) -> int | None:
    """Which reminder is due with so many days left; None when it is too early or over."""
    return min((days for days in REMIND_AT if 0 <= days_left <= days), default=None)


def people_to_tell(verification: Verification) -> Iterable[User]:
    """Those who recommended it, those who grow it, and the platform's people who may confirm."""
    recommended = verification.steps.filter(kind=StepKind.RECOMMENDED, stands=True).values("organisation")
    may_confirm = Permission.objects.filter(codename="confirm_product", content_type__app_label="products")
    return (
        User.objects.filter(is_active=True)
        .filter(
            Q(organisation__in=recommended)
            | Q(organisation=verification.product.producer_id)
            | Q(organisation__kind=OrganisationKind.PLATFORM, groups__permissions__in=may_confirm)
            | Q(organisation__kind=OrganisationKind.PLATFORM, user_permissions__in=may_confirm)
        )
        .select_related("wagtail_userprofile")
        .distinct()
        .order_by("pk")
    )


def renewals_of(verifications: Iterable[Verification]) -> dict[int, Verification]:
    """The renewals under way, by the verification that they renew. One query."""
    found = Verification.objects.filter(renews__in=[one.pk for one in verifications], state__in=IN_PROGRESS)
    return {renewal.renews_id: renewal for renewal in found}


@transaction.atomic
def _remind(verification: Verification, day: date) -> Reminder | None:
    lock(verification)
    if not verification.holds(day):
        return None
    days_left = (verification.valid_until - day).days
    due = due_reminder(days_left)
    # A nearer reminder that was given makes the farther ones superfluous, should the clock be set back.
    if due is None or verification.reminders.filter(days__lte=due).exists():
        return None
    reminder = Reminder.objects.create(verification=verification, days=due)
    write_to_people(
        people_to_tell(verification),
        lambda: _letter(verification, days_left),
        cause=f"verification:{verification.pk}:ends:{due}",
    )
    return reminder


def _letter(verification: Verification, days_left: int) -> tuple[str, str]:
    product = verification.product
    facts = {
        "product": product.name(),
        "code": product.code,
        "date": date_format(verification.valid_until),
        "link": settings.WAGTAILADMIN_BASE_URL + reverse("verification:case", args=[verification.pk]),
    }
    subject = ngettext(
        "%(product)s: the verification ends in %(days)d day",
        "%(product)s: the verification ends in %(days)d days",
        days_left,
    )
    if days_left == 0:
        subject = _("%(product)s: the verification ends today")
    body = _(
        "The verification of %(product)s (%(code)s) is valid until %(date)s.\n"
        "\n"
        "After that day it lapses: the stories that carry the product say so, the channels take them back, "
        "and the purchase links stop.\n"
        "\n"
        "If the product is still what it was, begin a renewal. What still holds is taken over, and the "
        "verification of today goes on until the new one is confirmed:\n"
        "%(link)s\n"
    )
    return subject % {**facts, "days": days_left}, body % facts
