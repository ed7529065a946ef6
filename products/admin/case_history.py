"""The log of a case or a recommendation in words: who did what, when, what was before and what after."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import registry as log_registry

from products import claims
from products.audit import EVIDENCE_ADDED
from products.models import Recommendation, Verification, VerificationState
from products.transitions import TRANSITIONS

BY_LOG_ACTION = {transition.log_action: transition for transition in TRANSITIONS.values()}


@dataclass(frozen=True)
class Entry:
    """`before` and `after` are words, empty where nothing was or is. `stands` is False for a step sent back later."""

    message: str
    who: str
    at: datetime
    before: str
    after: str
    stands: bool = True
    lines: list[str] = field(default_factory=list)
    reason: str = ""


def history_of(record: Verification | Recommendation) -> list[Entry]:
    """Oldest first; two queries."""
    log = list(log_registry.get_logs_for_instance(record).select_related("user").order_by("timestamp", "pk"))
    set_aside = _set_aside(log)
    return [_entry(row, row.pk not in set_aside) for row in log]


def _set_aside(log: list) -> set[int]:
    """The entries of steps that a later sending back took the ground from."""
    found, undone = set(), set()
    for row in reversed(log):
        transition = BY_LOG_ACTION.get(row.action)
        if transition is None:
            continue
        undone |= set(transition.undoes)
        if transition.step in undone:
            found.add(row.pk)
    return found


def _entry(row, stands: bool) -> Entry:
    data = row.data
    before, after = _before_and_after(row.action, data)
    lines = [data["title"]] if data.get("title") else []
    if data.get("on"):
        lines.append(_("Day of the step: %(date)s") % {"date": _day(data["on"])})
    if data.get("valid_until"):
        lines.append(_("Valid until %(date)s") % {"date": _day(data["valid_until"])})
    return Entry(
        message=str(row.message),
        who=str(row.user_display_name) if row.user_id else _("system"),
        at=row.timestamp,
        before=before,
        after=after,
        stands=stands,
        lines=[*lines, *data.get("followed", ())],
        reason=data.get("reason", ""),
    )


def _before_and_after(action: str, data: dict) -> tuple[str, str]:
    in_words = _words_of(action)
    return tuple(in_words(data[key]) if data.get(key) not in (None, "") else "" for key in ("before", "after"))


def _words_of(action: str):
    if action in BY_LOG_ACTION:
        return _state
    if action == claims.DUE_SET:
        return _day
    if action == EVIDENCE_ADDED:
        return _files
    return str


def _state(value: str) -> str:
    return str(dict(VerificationState.choices).get(value, value))


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value))
    except ValueError:
        return value


def _files(number: int) -> str:
    return ngettext("%(number)d file", "%(number)d files", number) % {"number": number}
