"""Bearer tokens: one opens one channel, and none is taken from an address."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from channels import adapters, tokens
from channels.models import ChannelToken

from .problems import Problem

# Addresses are written to logs and histories; a secret has no business there.
NAMES_IN_QUERY = {"token", "access_token", "api_key", "apikey", "key", "authorization", "auth", "bearer"}


class ChannelBearer(HttpBearer):
    """Looks the token up by its hash (one query) and holds it against the channel in the address."""

    def __call__(self, request: HttpRequest) -> ChannelToken | None:
        named = any(name.lower() in NAMES_IN_QUERY for name in request.GET)
        if named or any(value.startswith(tokens.PREFIX) for value in request.GET.values()):
            raise Problem(
                400, "token_in_url", _("A token is taken from the Authorization header only. Revoke this one.")
            )
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, token: str) -> ChannelToken:
        found = tokens.find(token.strip())
        if found is None:
            raise Problem(401, "token_unknown", _("This token is not known here."))
        state = found.state()
        if state == "revoked":
            raise Problem(401, "token_revoked", _("This token was revoked."))
        if state == "expired":
            raise Problem(401, "token_expired", _("This token has expired."))
        key = request.resolver_match.kwargs["key"]
        if key not in {adapter.key for adapter in adapters.ADAPTERS}:
            raise Problem(404, "channel_unknown", _("There is no such channel."))
        if found.channel != key:
            raise Problem(403, "token_foreign", _("This token opens another channel."))
        return found
