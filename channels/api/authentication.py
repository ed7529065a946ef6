"""Bearer tokens: one opens one channel, and none is taken from an address."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from channels import adapters, tokens
from channels.tokens import Caller

from . import rate
from .problems import Problem

# Addresses are written to logs and histories; a secret has no business there.
NAMES_IN_QUERY = {"token", "access_token", "api_key", "apikey", "key", "authorization", "auth", "bearer"}


class ChannelBearer(HttpBearer):
    """Looks the token up by its hash (one query) and holds it against the channel in the address.

    What a known token asks for is counted, and limited, whatever comes of it.
    """

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller | None:
        named = any(name.lower() in NAMES_IN_QUERY for name in request.GET)
        if named or any(value.startswith(tokens.PREFIX) for value in request.GET.values()):
            raise Problem(
                400, "token_in_url", _("A token is taken from the Authorization header only. Revoke this one.")
            )
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        found = tokens.caller(token.strip())
        if found is None:
            raise Problem(401, "token_unknown", _("This token is not known here."))
        request.channel_token = found.token_id  # type: ignore[attr-defined]  for the access log
        rate.check(found.token_id)
        if found.state == "revoked":
            raise Problem(401, "token_revoked", _("This token was revoked."))
        if found.state == "expired":
            raise Problem(401, "token_expired", _("This token has expired."))
        key = request.resolver_match.kwargs["key"]
        if key not in {adapter.key for adapter in adapters.ADAPTERS}:
            raise Problem(404, "channel_unknown", _("There is no such channel."))
        if found.channel != key:
            raise Problem(403, "token_foreign", _("This token opens another channel."))
        if self.scope not in found.scopes.split():
            raise Problem(403, "token_scope", _("This token has no right to this call."))
        return found
