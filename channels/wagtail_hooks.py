"""Registers this room with Wagtail; holds nothing else."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup

from channels import tokens
from channels.admin.editions import EditionViewSet, ReceiptViewSet
from channels.admin.tokens import TokenViewSet


class ChannelsGroup(ModelViewSetGroup):
    menu_label = _("Channels")
    menu_icon = "globe"
    menu_order = 260
    items = (EditionViewSet, ReceiptViewSet, TokenViewSet)


@hooks.register("register_admin_viewset")
def register_channels_group() -> ChannelsGroup:
    return ChannelsGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    actions.register_action(tokens.ISSUED, _("Issue a token"), _("Issued"))
    actions.register_action(tokens.REVOKED, _("Revoke a token"), _("Revoked"))
