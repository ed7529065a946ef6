"""The rules in force: those of a channel's file, with the bounds that an operator has set.

Readiness, counters, previews, editions and the API all take their adapters from here, so that they cannot
disagree. The adapters stay pure: each is a copy that is handed its rules.
"""

import copy
import logging
from collections import defaultdict
from functools import lru_cache

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _
from pydantic import ValidationError
from wagtail.log_actions import log

from channels import adapters, feed
from channels.contract import Adapter
from channels.models import Edition, LimitChange, SpecVersion
from channels.spec import ChannelSpec
from products.errors import Refused

logger = logging.getLogger(__name__)

MAY_CHANGE = "channels.add_limitchange"
CHANGED = "channels.limit_changed"
LARGEST = 10**12

Bounds = tuple[int | None, int | None]


def newest_changes() -> QuerySet[LimitChange]:
    """The last change of each limit that was ever changed, resets included."""
    later = LimitChange.objects.filter(
        channel=OuterRef("channel"), name=OuterRef("name"), number__gt=OuterRef("number")
    )
    return LimitChange.objects.filter(~Exists(later))


def current_adapters() -> list[Adapter]:
    """Every adapter under the rules in force, in the order of the registry; one query."""
    changes: dict[str, list[LimitChange]] = defaultdict(list)
    for change in newest_changes().order_by("name"):
        changes[change.channel].append(change)
    return [_under(adapter, changes[adapter.key]) for adapter in adapters.ADAPTERS]


def current_adapter(key: str) -> Adapter:
    """One adapter under the rules in force; KeyError if there is none."""
    return _under(adapters.adapter_for(key), list(newest_changes().filter(channel=key).order_by("name")))


def adapter_of(edition: Edition) -> Adapter:
    """Today's adapter under the rules by which an edition was made; under those in force where they are not known."""
    row = SpecVersion.objects.filter(channel=edition.channel, version=edition.spec_version).first()
    if row is None:
        return current_adapter(edition.channel)
    try:
        spec = ChannelSpec.model_validate(row.data)
    except ValidationError:
        logger.warning("rules %s of %s are of a form that is not read any more", row.version, row.channel)
        return current_adapter(edition.channel)
    return with_spec(adapters.adapter_for(edition.channel), spec)


def keep(spec: ChannelSpec) -> None:
    """Write down what the rules say under their version, once."""
    SpecVersion.objects.get_or_create(
        channel=spec.key, version=spec.version, defaults={"data": spec.model_dump(mode="json")}
    )


def with_spec(adapter: Adapter, spec: ChannelSpec) -> Adapter:
    other = copy.copy(adapter)
    other.spec = spec
    return other


def trial(key: str, name: str, bounds: Bounds) -> Adapter:
    """The adapter as it would be with other bounds of one limit."""
    adapter = current_adapter(key)
    limit = adapters.adapter_for(key).spec.limits[name].bounded(*bounds)
    return with_spec(adapter, adapter.spec.model_copy(update={"limits": {**adapter.spec.limits, name: limit}}))


def _under(adapter: Adapter, changes: list[LimitChange]) -> Adapter:
    bounds = tuple((change.name, change.new_min, change.new_max) for change in changes if not change.reset)
    if not bounds:
        return adapter
    return _remembered(adapter, adapter.spec.version, bounds, max(change.number for change in changes))


@lru_cache(maxsize=64)
def _remembered(adapter: Adapter, version: str, bounds: tuple, number: int) -> Adapter:
    """The same object for the same rules: what is worked out once for an adapter is kept by it."""
    spec = adapter.spec.with_bounds({name: (least, most) for name, least, most in bounds}, number)
    return with_spec(adapter, spec)


@transaction.atomic
def change_limit(key: str, name: str, bounds: Bounds, *, reason: str, by) -> LimitChange:
    """Set the bounds of a limit. Raises `Refused`; what is blocked now is made again by the worker."""
    adapter = _permitted(key, name, reason, by)
    sourced = adapters.adapter_for(key).spec.limits[name]
    least, most = bounds
    if any(bound is not None and not 0 <= bound <= LARGEST for bound in bounds) or bounds == (None, None):
        raise Refused("rules.no_bounds", _("Give a bound from 0 on."))
    if least is not None and most is not None and least > most:
        raise Refused("rules.crossed_bounds", _("The least must not be more than the most."))
    limit = adapter.spec.limits[name]
    if (limit.min, limit.max) == bounds:
        raise Refused("rules.no_change", _("That is what holds already."))
    return _write(adapter, name, bounds, reason, by, reset=(sourced.min, sourced.max) == bounds)


@transaction.atomic
def reset_limit(key: str, name: str, *, reason: str, by) -> LimitChange:
    """Go back to what the source says. Raises `Refused`."""
    adapter = _permitted(key, name, reason, by)
    if not adapter.spec.limits[name].set_here:
        raise Refused("rules.no_change", _("That is what holds already."))
    sourced = adapters.adapter_for(key).spec.limits[name]
    return _write(adapter, name, (sourced.min, sourced.max), reason, by, reset=True)


def _permitted(key: str, name: str, reason: str, by) -> Adapter:
    """The adapter as it is under the channel's lock, so that changes are counted one after another."""
    if not by.has_perm(MAY_CHANGE):
        raise Refused("rules.not_allowed", _("You may not change the rules of channels."))
    if not reason.strip():
        raise Refused("rules.no_reason", _("Say why."))
    try:
        adapters.adapter_for(key)
        feed.lock([key])
        adapter = current_adapter(key)
        adapter.spec.limits[name]
    except KeyError as error:
        raise Refused("rules.unknown_limit", _("There is no such limit.")) from error
    return adapter


def _write(adapter: Adapter, name: str, bounds: Bounds, reason: str, by, *, reset: bool) -> LimitChange:
    from channels import tasks

    limit = adapter.spec.limits[name]
    last = LimitChange.objects.filter(channel=adapter.key).aggregate(last=Max("number"))["last"] or 0
    change = LimitChange.objects.create(
        channel=adapter.key,
        name=name,
        number=last + 1,
        old_min=limit.min,
        old_max=limit.max,
        new_min=bounds[0],
        new_max=bounds[1],
        reset=reset,
        reason=reason.strip()[:500],
        by=by,
    )
    keep(current_adapter(adapter.key).spec)
    log(instance=change, action=CHANGED, user=by)
    tasks.remake_blocked.enqueue(channel=adapter.key)
    return change
