"""Registers this room with Wagtail; holds nothing else."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup

from channels import current_rules, tokens
from channels.admin.board import BoardViewSet
from channels.admin.editions import EditionViewSet, ReceiptViewSet
from channels.admin.losses import LossesViewSet
from channels.admin.rules import RulesViewSet
from channels.admin.tokens import TokenViewSet
from channels.admin.withdrawals import WithdrawalsViewSet


class ChannelsGroup(ModelViewSetGroup):
    menu_label = _("Channels")
    menu_icon = "globe"
    menu_order = 260
    items = (
        BoardViewSet,
        EditionViewSet,
        ReceiptViewSet,
        WithdrawalsViewSet,
        LossesViewSet,
        RulesViewSet,
        TokenViewSet,
    )


@hooks.register("register_admin_viewset")
def register_channels_group() -> ChannelsGroup:
    return ChannelsGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    actions.register_action(tokens.ISSUED, _("Issue a token"), _("Issued"))
    actions.register_action(tokens.REVOKED, _("Revoke a token"), _("Revoked"))
    actions.register_action(current_rules.CHANGED, _("Change a limit"), _("Limit changed"))
