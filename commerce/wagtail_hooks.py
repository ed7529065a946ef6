"""Registers this room with Wagtail; holds nothing else."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from commerce.admin.listings import CommerceGroup
from commerce.admin.own_panel import OwnFiguresPanel
from commerce.admin.product_sales_pages import product_sales
from commerce.admin.story_sales_pages import story_sales
from commerce.webhooks import secrets


@hooks.register("register_admin_viewset")
def register_commerce_group() -> list:
    return [CommerceGroup(), story_sales, product_sales]


@hooks.register("construct_homepage_panels")
def show_own_figures(request, panels) -> None:
    panels.append(OwnFiguresPanel())


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    actions.register_action(secrets.ISSUED, _("Issue a webhook secret"), _("Issued"))
    actions.register_action(secrets.REVOKED, _("Revoke a webhook secret"), _("Revoked"))
