"""Registers this room with Wagtail; holds nothing else."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from products.admin.listings import ProductsGroup
from products.admin.waiting_panel import WaitingPanel
from products.audit import EVIDENCE_ADDED, LOG_MESSAGES
from products.transitions import TRANSITIONS


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    for transition in TRANSITIONS.values():
        actions.register_action(transition.log_action, transition.label, LOG_MESSAGES[transition.action])
    actions.register_action(EVIDENCE_ADDED, _("Add evidence"), _("Added evidence"))


@hooks.register("register_admin_viewset")
def register_products_group() -> ProductsGroup:
    return ProductsGroup()


@hooks.register("construct_homepage_panels")
def show_waiting_verifications(request, panels) -> None:
    panels.append(WaitingPanel())
