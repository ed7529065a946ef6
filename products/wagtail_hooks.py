"""Registers this room with Wagtail; holds nothing else."""

from wagtail import hooks

from products import claims, recommendations
from products.admin.ending_panel import EndingPanel
from products.admin.listings import ProductsGroup
from products.admin.place_window import PlaceWindow, place_window
from products.admin.waiting_panel import WaitingPanel
from products.audit import CASE_MESSAGES, LOG_MESSAGES
from products.consents import photos_kept_from_authors
from products.fact_changes import LOG_ACTIONS as FACT_ACTIONS
from products.scope import sees_all
from products.transitions import TRANSITIONS


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    for transition in TRANSITIONS.values():
        actions.register_action(transition.log_action, transition.label, LOG_MESSAGES[transition.action])
    others = {**CASE_MESSAGES, **claims.LOG_MESSAGES, **recommendations.LOG_MESSAGES, **FACT_ACTIONS}
    for action, (label, message) in others.items():
        actions.register_action(action, label, message)


@hooks.register("construct_image_chooser_queryset")
def keep_pictures_without_consent_from_authors(images, request):
    return images.exclude(pk__in=photos_kept_from_authors())


@hooks.register("register_admin_viewset")
def register_products_group() -> list[ProductsGroup | PlaceWindow]:
    return [ProductsGroup(), place_window]


@hooks.register("construct_reports_menu")
def leave_out_the_site_history(request, menu_items) -> None:
    if not sees_all(request.user):
        menu_items[:] = [item for item in menu_items if item.name != "site-history"]


@hooks.register("construct_homepage_panels")
def show_waiting_verifications(request, panels) -> None:
    panels.append(WaitingPanel())


@hooks.register("construct_homepage_panels")
def show_ending_verifications(request, panels) -> None:
    panels.append(EndingPanel())
