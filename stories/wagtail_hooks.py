"""Registers this room with Wagtail; holds nothing else."""

from wagtail import hooks

from stories.chooser_windows import offer_window, product_window
from stories.viewsets import page_viewsets, story_list


@hooks.register("register_admin_viewset")
def viewsets():
    return [*page_viewsets, story_list, product_window, offer_window]
