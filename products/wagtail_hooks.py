"""Registers this room with Wagtail; holds nothing else."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from products.transitions import TRANSITIONS


@hooks.register("register_log_actions")
def log_actions(actions) -> None:
    for transition in TRANSITIONS.values():
        actions.register_action(transition.log_action, transition.label, _LOG_MESSAGES[transition.action])


_LOG_MESSAGES = {
    "recommend": _("Recommended the product"),
    "visit": _("Recorded the visit"),
    "assess": _("Assessed the product"),
    "confirm": _("Confirmed the product"),
    "refuse": _("Refused the product"),
    "withdraw": _("Withdrew the verification"),
    "lapse": _("The verification lapsed"),
    "replace": _("A newer verification took its place"),
}
