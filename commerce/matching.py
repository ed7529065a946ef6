"""Saying which of our offers a shop's SKU is; what waited for it then counts."""

from django.db import transaction
from django.utils.translation import gettext as _

from commerce import ledger
from commerce.models import OrderLine, SkuMatch
from products.errors import Refused
from products.models import Offer

MAX_GRAMS = 1_000_000


def match(platform: str, sku: str, offer: Offer, unit_grams: int, *, by) -> int:
    """Let lines of the SKU count as sales of the offer's product, `unit_grams` a unit; return how many now do.

    Raises Refused without the permission, for an offer of another shop, and where nothing waits.
    """
    if not by.has_perm("commerce.change_orderline"):
        raise Refused("match.not_allowed", _("Your role does not allow this."))
    if offer.platform != platform:
        raise Refused("match.other_shop", _("This offer is another shop's."))
    if not 1 <= unit_grams <= MAX_GRAMS:
        raise Refused("match.bad_weight", _("A unit weighs from 1 gram to a ton."))
    with transaction.atomic():
        ledger.lock()
        if not OrderLine.objects.filter(platform=platform, sku=sku, offer=None).exists():
            raise Refused("match.nothing_waits", _("No order of this SKU waits any more."))
        SkuMatch.objects.update_or_create(
            platform=platform, sku=sku, defaults={"offer": offer, "unit_grams": unit_grams, "by": by}
        )
        return ledger.match_waiting()
