"""Registers this room with Wagtail; holds nothing else."""

from wagtail import hooks
from wagtail.admin.action_menu import SubmitForModerationMenuItem

from stories.chooser_windows import offer_window, product_window
from stories.submit_menu_item import SubmitForApprovalMenuItem
from stories.viewsets import page_viewsets, story_list


@hooks.register("register_admin_viewset")
def viewsets():
    return [*page_viewsets, story_list, product_window, offer_window]


@hooks.register("construct_page_action_menu")
def name_the_submit_button(menu_items, request, context) -> None:
    menu_items[:] = [
        SubmitForApprovalMenuItem(order=item.order) if type(item) is SubmitForModerationMenuItem else item
        for item in menu_items
    ]
