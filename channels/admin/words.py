"""Words and choices that the listings share."""

from django.utils.translation import gettext_lazy as _

from channels import adapters, messages
from channels.models import Scope

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
# By the names of the views.
TOKEN_CALLS = {
    "read_feed": _("Feed"),
    "read_rss": _("RSS"),
    "read_json_feed": _("JSON Feed"),
    "read_edition": _("Edition"),
    "read_package": _("Package"),
    "take_receipt": _("Receipt"),
}
SCOPES = {Scope.READ: _("read"), Scope.REPORT: _("report")}


def scope_labels(token) -> str:
    """What a token may do, in words."""
    return " · ".join(str(SCOPES[scope]) for scope in Scope if scope in token.scopes.split())


def channel_choices() -> list[tuple[str, str]]:
    return [(adapter.key, messages.channel_name(adapter.spec)) for adapter in adapters.ADAPTERS]


def channel_label(row) -> str:
    """The name of a row's channel; its key where the channel is not in the registry any more."""
    return dict(channel_choices()).get(row.channel, row.channel)
