"""What an offer's addresses must be, and what is read from them where a field was left empty."""

from datetime import date, timedelta
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from products.items import item_of
from products.models import Offer, Platform
from products.shops import allowed_url, platform_of, shop_hosts

# Days that a promotion link works, by its host; hosts not named here do not say.
PROMOTION_DAYS = {"u.jd.com": 60, "s.click.taobao.com": 300, "m.tb.cn": 30}


def complete(offer: Offer) -> None:
    """Fill in the SKU and the promotion link's last day; raise ValidationError for what cannot be."""
    errors = {}
    for name in ("url", "promotion_url"):
        url = getattr(offer, name)
        if url and offer.platform and not allowed_url(offer.platform, url):
            errors[name] = _not_of_the_shop(offer.platform, url)
    if offer.url and "url" not in errors and (wrong := _sku_error(offer)):
        errors["sku"] = wrong
    if offer.sold_from and offer.sold_until and offer.sold_until < offer.sold_from:
        errors["sold_until"] = _("The last day lies before the first.")
    if offer.promotion_url and "promotion_url" not in errors and not offer.promotion_expires_on:
        offer.promotion_expires_on = last_day(offer.promotion_url, timezone.localdate())
    if errors:
        raise ValidationError(errors)


def last_day(promotion_url: str, made_on: date) -> date | None:
    """The day until which a link made on `made_on` works, where its shop says so."""
    days = PROMOTION_DAYS.get(urlsplit(promotion_url).hostname or "")
    return made_on + timedelta(days=days) if days else None


def _sku_error(offer: Offer) -> str | None:
    item = item_of(offer.platform, offer.url)
    if not offer.sku:
        if item is None:
            return _("The address does not name the item: enter its SKU, as the shop's order files write it.")
        offer.sku = item
    elif item is not None and item != offer.sku:
        return _("The address names item %(item)s. Is it another item's address, or another SKU?") % {"item": item}
    return None


def _not_of_the_shop(platform: str, url: str) -> str:
    shop, other = Platform(platform).label, platform_of(url)
    if other:
        return _("This is an address of %(other)s, not of %(shop)s.") % {"other": Platform(other).label, "shop": shop}
    hosts = shop_hosts(platform)
    if not hosts:
        return _("No host is allowed for %(shop)s yet; the installation names them in PLAIN_SHOP_HOSTS.") % {
            "shop": shop
        }
    return _("This is no https address of %(shop)s. Taken are: %(hosts)s.") % {"shop": shop, "hosts": ", ".join(hosts)}
