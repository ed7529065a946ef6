"""Registers this room with Wagtail; holds nothing else."""

from wagtail import hooks

from commerce.admin.listings import CommerceGroup


@hooks.register("register_admin_viewset")
def register_commerce_group() -> CommerceGroup:
    return CommerceGroup()
