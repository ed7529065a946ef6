"""Within an app that does not open a shop: the purchase link to take along, as text and as a QR code.

Pages are kept for all readers alike, so it is `/go/` that decides, whose answers nobody keeps. The address
stays the same: "open in browser" in the app's own menu leads on to the shop.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commerce.links import address_of
from commerce.models import PurchaseLink
from products.models import Offer
from products.qr import address_inline

WECHAT = "MicroMessenger"


def shut_in(request: HttpRequest, platform: str) -> bool:
    """Whether the reader's app would refuse to open this shop. Asked at every click: two look-ups, no pattern."""
    return platform in settings.WECHAT_BLOCKS and WECHAT in request.META.get("HTTP_USER_AGENT", "")


def take_along_page(request: HttpRequest, link: PurchaseLink) -> HttpResponse:
    offer = Offer.objects.select_related("product__place__parent", "product__current_verification").get(
        pk=link.offer_id
    )
    address = address_of(link.code)
    context = {"offer": offer, "product": offer.product, "address": address, "qr": address_inline(address)}
    return render(request, "commerce/take_along.html", context)
