"""Registers this room with Wagtail; holds nothing else."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cms.second_factor.account import SecondFactorPanel
from cms.second_factor.policy import LOG_ACTIONS

# Both lead to Wagtail's site and carry a badge that asks for attention.
ABOUT_WAGTAIL = ("whats-new-in-wagtail-", "editor-guide")


@hooks.register("construct_help_menu")
def leave_out_what_is_about_wagtail(request, menu_items) -> None:
    menu_items[:] = [item for item in menu_items if not item.name.startswith(ABOUT_WAGTAIL)]


@hooks.register("insert_global_admin_css")
def style_the_desk() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("fengshou/admin.css"))


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)


hooks.register("register_account_settings_panel", SecondFactorPanel)
