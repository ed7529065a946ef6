"""`manage.py withdraw_product SLUG --reason TEXT [--by USER] [--dry-run]`: end a product's verification."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from products import services
from products.audit import last_followed
from products.effect import effect_of
from products.errors import Refused
from products.models import Product, User
from products.transitions import WITHDRAW


class Command(BaseCommand):
    help = "End a product's verification; feeds, purchase links and public pages follow in the same transaction."

    def add_arguments(self, parser) -> None:
        parser.add_argument("slug", help="the product's slug")
        parser.add_argument("--reason", default="", help="why; it is kept and shown to the public")
        parser.add_argument("--by", metavar="USER", help="user name of the person who decided it")
        parser.add_argument("--dry-run", action="store_true", help="say what it would take back, and change nothing")

    def handle(self, *args, slug: str, reason: str, by: str | None, dry_run: bool, **options) -> None:
        product = Product.objects.filter(slug=slug).first()
        if product is None:
            raise CommandError(_("There is no product with the slug “%(slug)s”.") % {"slug": slug})
        if dry_run:
            self._preview(product)
            return
        person = self._person(by)
        try:
            verification = services.withdraw(product, person, reason)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            _("Withdrawn: %(product)s (%(code)s), verification %(number)s.")
            % {"product": product, "code": product.code, "number": verification.pk}
        )
        for what in last_followed(verification) or [_("Nothing else carried it.")]:
            self.stdout.write(f"- {what}")

    def _preview(self, product: Product) -> None:
        current = product.current_verification
        if current is None or current.state not in WITHDRAW.sources:
            raise CommandError(_("%(product)s has no verification that could be withdrawn.") % {"product": product})
        self.stdout.write(
            _("Withdrawing %(product)s (%(code)s) would take back:") % {"product": product, "code": product.code}
        )
        for what in effect_of(product) or [_("Nothing carries it.")]:
            self.stdout.write(f"- {what}")

    def _person(self, username: str | None) -> User | None:
        if username is None:
            return None
        person = User.objects.filter(username=username, is_active=True).first()
        if person is None:
            raise CommandError(_("There is no active person with the user name “%(name)s”.") % {"name": username})
        return person
