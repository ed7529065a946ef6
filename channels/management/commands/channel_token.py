"""Tokens of channels at the command line."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from channels import tokens
from channels.models import ChannelToken, Scope
from products.errors import Refused


class Command(BaseCommand):
    help = "Create, list and revoke channel tokens. A new token is shown once."

    def add_arguments(self, parser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        create = actions.add_parser("create", help="make a token and show it once")
        create.add_argument("key", help="channel key, such as wechat-oa")
        create.add_argument("--days", type=int, default=tokens.DEFAULT_DAYS, help="days until it expires")
        create.add_argument("--scope", choices=Scope.values, action="append", help="only this; may be given twice")
        create.add_argument("--note", default="", help="what it is for")
        actions.add_parser("list", help="all tokens, without their secrets")
        revoke = actions.add_parser("revoke", help="end a token now")
        revoke.add_argument("id", type=int)

    def handle(self, *args, action: str, **options) -> None:
        getattr(self, f"_{action}")(**options)

    def _create(self, key: str, days: int, note: str, scope: list[str] | None, **options) -> None:
        try:
            token, secret = tokens.issue(key, days=days, note=note[:120], scopes=scope or Scope.values)
        except Refused as error:
            raise CommandError(str(error.message)) from error
        self.stderr.write(
            _("Token %(id)s for %(channel)s, valid until %(day)s. It is shown only now:")
            % {"id": token.pk, "channel": token.channel, "day": timezone.localdate(token.expires_at)}
        )
        self.stdout.write(secret)

    def _list(self, **options) -> None:
        words = {"valid": _("valid"), "expired": _("expired"), "revoked": _("revoked")}
        for token in ChannelToken.objects.all():
            until = timezone.localdate(token.expires_at)
            used = timezone.localdate(token.last_used_at) if token.last_used_at else _("never used")
            self.stdout.write(
                f"{token.pk}\t{token.channel}\t{token.hint}…\t{until}\t{words[token.state()]}"
                f"\t{token.scopes}\t{used}\t{token.note}"
            )

    def _revoke(self, id: int, **options) -> None:
        token = ChannelToken.objects.filter(pk=id).first()
        if token is None:
            raise CommandError(_("There is no token %(id)s.") % {"id": id})
        if tokens.revoke(token):
            self.stdout.write(_("Token %(id)s is revoked.") % {"id": id})
        else:
            self.stdout.write(_("Token %(id)s had been revoked before.") % {"id": id})
