"""Who must have a second factor, and the only writers of devices and recovery codes. Each person has one device."""

import math
import re
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp import DEVICE_ID_SESSION_KEY, verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.log_actions import log

from cms.roles import ROLES
from products.models import User

MUST = [name for name, role in ROLES.items() if role.second_factor]
RECOVERY_CODES = 10
DIGITS = re.compile(r"\d{6}")

TURNED_ON = "cms.second_factor.on"
TURNED_OFF = "cms.second_factor.off"
RESET = "cms.second_factor.reset"
NEW_CODES = "cms.second_factor.codes"
LOG_ACTIONS = {
    TURNED_ON: (_("Set up a second factor"), _("Set up a phone as second factor")),
    TURNED_OFF: (_("Turn the second factor off"), _("Turned the second factor off")),
    RESET: (_("Reset the second factor"), _("Forgot the phone and the recovery codes")),
    NEW_CODES: (_("Make recovery codes"), _("Made new recovery codes")),
}


@dataclass(frozen=True)
class Standing:
    """Where somebody stands: the key of the confirmed device, if any, and whether one must be."""

    device: int | None
    must: bool

    def outstanding(self, session) -> bool:
        if self.device is None:
            return self.must
        # As `django_otp.login` leaves it. Asked of the database each time, so that what was reset counts no more.
        return session.get(DEVICE_ID_SESSION_KEY) != f"{TOTPDevice._meta.label_lower}/{self.device}"


def standing(person: User) -> Standing:
    """In one query, as it is asked with every request of somebody signed in."""
    devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    roles = Group.objects.filter(user=OuterRef("pk"), name__in=MUST)
    device, in_role = (
        User.objects.filter(pk=person.pk)
        .values_list(Subquery(devices.order_by("pk").values("pk")[:1]), Exists(roles))
        .get()
    )
    return Standing(device, settings.SECOND_FACTOR_REQUIRED and (person.is_superuser or in_role))


def device_of(person: User) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=person, confirmed=True).order_by("pk").first()


def codes_of(person: User) -> list[str]:
    """The recovery codes that are left."""
    tokens = StaticToken.objects.filter(device__user=person, device__confirmed=True)
    return list(tokens.order_by("pk").values_list("token", flat=True))


def check_code(person: User, code: str, *, recovery: bool = True) -> None:
    """Take the six digits of this half minute, or one of the recovery codes, which is used up then."""
    code = re.sub(r"[\s-]", "", code).lower()
    if DIGITS.fullmatch(code):
        device = device_of(person)
    else:
        device = StaticDevice.objects.filter(user=person, confirmed=True).first() if recovery else None
    if device is not None:
        allowed, why = device.verify_is_allowed()
        if not allowed:
            seconds = max(1, math.ceil((why["locked_until"] - timezone.now()).total_seconds()))
            raise ValidationError(
                ngettext(
                    "Too many wrong codes. You may try again in %(seconds)s second.",
                    "Too many wrong codes. You may try again in %(seconds)s seconds.",
                    seconds,
                )
                % {"seconds": seconds}
            )
        if verify_token(person, device.persistent_id, code):
            return
    raise ValidationError(_("This code is wrong, or was used already."))


@transaction.atomic
def turn_on(person: User, key: str, code: str, before: TOTPDevice | None = None) -> TOTPDevice | None:
    """In place of the device `before`, if `code` shows that the phone has the key; with fresh recovery codes."""
    User.objects.select_for_update().get(pk=person.pk)
    if device_of(person) != before:
        return None  # set up elsewhere meanwhile
    TOTPDevice.objects.filter(user=person).delete()
    device = TOTPDevice(user=person, name="phone", key=key)
    if not device.verify_token(re.sub(r"\s", "", code)):
        transaction.set_rollback(True)  # django-otp writes failures down, and the device before stays
        return None
    _make_codes(person)
    log(person, TURNED_ON, user=person)
    return device


@transaction.atomic
def new_codes(person: User) -> None:
    _make_codes(person)
    log(person, NEW_CODES, user=person)


def _make_codes(person: User) -> None:
    StaticDevice.objects.filter(user=person).delete()
    device = StaticDevice.objects.create(user=person, name="recovery")
    tokens = [StaticToken(device=device, token=StaticToken.random_token()) for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(tokens)


@transaction.atomic
def forget(person: User, action: str, by: User | None) -> None:
    """Turned off by themselves or reset by somebody else (`by` nobody: from the command line)."""
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()
    log(person, action, user=by)


def may_reset(by: User, person: User) -> bool:
    """Never one's own: that would be a way around the question for the code."""
    if by.pk == person.pk or (person.is_superuser and not by.is_superuser):
        return False
    return by.has_perm("products.change_user")
