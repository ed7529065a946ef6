"""Words and choices that the listings share."""

from django.utils.translation import gettext_lazy as _

from channels import adapters, messages

TOKEN_STATES = {"valid": _("Valid"), "expired": _("Expired"), "revoked": _("Revoked")}


def channel_choices() -> list[tuple[str, str]]:
    return [(adapter.key, messages.channel_name(adapter.spec)) for adapter in adapters.ADAPTERS]


def channel_label(row) -> str:
    """The name of a row's channel; its key where the channel is not in the registry any more."""
    return dict(channel_choices()).get(row.channel, row.channel)
