"""Words and choices that the listings share."""

from django.utils.translation import gettext_lazy as _

from channels import adapters, messages

# What the contract's keys mean, for people.
LINK_FORMS = {
    "card": _("Shop card"),
    "miniprogram": _("Mini program"),
    "qr": _("QR code"),
    "source_url": _("“Read more” link"),
    "text": _("Text"),
    "url": _("Link"),
}
FILE_ROLES = {
    "cover": _("Cover"),
    "body": _("In the text"),
    "gallery": _("Gallery"),
    "qr": _("QR code"),
    "video": _("Video"),
}
TOKEN_STATES = {"valid": _("Valid"), "expired": _("Expired"), "revoked": _("Revoked")}


def channel_choices() -> list[tuple[str, str]]:
    return [(adapter.key, messages.channel_name(adapter.spec)) for adapter in adapters.ADAPTERS]


def channel_label(row) -> str:
    """The name of a row's channel; its key where the channel is not in the registry any more."""
    return dict(channel_choices()).get(row.channel, row.channel)
