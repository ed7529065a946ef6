"""Asks the shops whether the offers on sale are still there."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from commerce.offer_looks import look
from products.models import Offer, Seen


class Command(BaseCommand):
    help = "Ask each shop for the pages of the offers on sale, and print those that are gone or unclear."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--product", metavar="SLUG", help="only this product's")

    def handle(self, *args, product: str | None, **options) -> None:
        offers = Offer.objects.filter(active=True).select_related("product").order_by("pk")
        if product:
            offers = offers.filter(product__slug=product)
        for offer in offers:
            if look(offer) != Seen.ALIVE:
                self.stdout.write(f"{offer.get_seen_display()}: {offer.product} · {offer} · {offer.url}")
        self.stdout.write(_("Offers looked at: %(count)d") % {"count": len(offers)})
