"""A product, its certification, its offers and its brand in the words of schema.org.

What search engines and shopping assistants are told is what the page says: confirmed facts alone, and
offers only while the verification holds.
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from home.structured_data import absolute
from products.availability import is_sold_out, pause_of
from products.models import Brand, BrandPage, Offer, Product, StepKind, Verification
from products.pictures import JPEG_SIZE
from products.public import ShownFact
from products.qr import check_address

CHINA = {"@type": "Country", "name": "CN"}
SCHEMA = "https://schema.org/"


def product_data(context: Mapping, url: str, description: str, ways: Sequence[Mapping]) -> dict:
    """The Product of a page whose `context` is that of `products.public.product_context`.

    `url` is the page's absolute address; `ways` are the offers with their purchase links, where there are some.
    """
    product, verification = context["product"], context["verification"]
    data = {
        "@type": "Product",
        "name": product.name(context["language"]),
        "description": description or product.tagline(context["language"]),
        "url": url,
        "productID": product.code,
        "countryOfOrigin": CHINA,
        "manufacturer": {"@type": "Organization", "name": product.producer.name(context["language"])},
    }
    if product.brand_id:
        data["brand"] = brand_data(product.brand, context.get("brand_page"), context["language"])
    if pictures := _pictures(context):
        data["image"] = pictures
    if context["facts"]:
        data["additionalProperty"] = [_property(shown, context["language"]) for shown in context["facts"]]
    if verification is not None:
        data["hasCertification"] = certification_data(context)
    if verification is not None and verification.holds() and context["offers"]:
        links = {way["offer"].pk: way["url"] for way in ways or ()}
        data["offers"] = [
            _offer(offer, product, links.get(offer.pk, url), context["language"]) for offer in context["offers"]
        ]
    return data


def certification_data(context: Mapping) -> dict:
    """The Certification that decides; inactive once it was withdrawn or ran out."""
    product, verification, language = context["product"], context["verification"], context["language"]
    steps = {step.kind: step for step in context["steps"]}
    confirmed, assessed = steps.get(StepKind.CONFIRMED), steps.get(StepKind.ASSESSED)
    data = {
        "@type": "Certification",
        "name": gettext("Verification record"),
        "certificationIdentification": f"{product.code}/{verification.pk}",
        "certificationStatus": f"{SCHEMA}{_status(verification)}",
        "url": check_address(product),
    }
    if confirmed:
        data["datePublished"] = data["validFrom"] = confirmed.on.isoformat()
        if confirmed.organisation:
            data["issuedBy"] = {"@type": "Organization", "name": confirmed.organisation.name(language)}
    if assessed:
        data["auditDate"] = assessed.on.isoformat()
    if verification.valid_until:
        data["expires"] = verification.valid_until.isoformat()
    return data


def brand_data(brand: Brand, page: BrandPage | None, language: str) -> dict:
    """A Brand, with its address where it has a page."""
    data = {"@type": "Brand", "name": brand.name(language)}
    if page is not None:
        data["url"] = absolute(page.url or "")
    return data


def brand_page_data(brand: Brand, page: BrandPage, description: str, language: str) -> dict:
    """The Brand of its own page, with its story in short and its mark."""
    data = {**brand_data(brand, page, language), "description": description}
    if brand.mark:
        data["logo"] = absolute(brand.mark.get_renditions(JPEG_SIZE)[JPEG_SIZE].url)
    return data


def _status(verification: Verification) -> str:
    return "CertificationActive" if verification.holds() else "CertificationInactive"


def _pictures(context: Mapping) -> list[str]:
    """Absolute addresses, the product's own photo first."""
    return [absolute(shown.photo.get_renditions(JPEG_SIZE)[JPEG_SIZE].url) for shown in context["pictures"]]


def _property(shown: ShownFact, language: str) -> dict:
    fact = shown.fact
    data = {"@type": "PropertyValue", "name": fact.label(language), "value": fact.value(language)}
    if fact.unit:
        data["unitText"] = fact.unit
    return data


def _offer(offer: Offer, product: Product, url: str, language: str) -> dict:
    return {
        "@type": "Offer",
        "name": offer.title(language),
        "url": url,
        "price": f"{offer.yuan:.2f}",
        "priceCurrency": "CNY",
        "availability": f"{SCHEMA}{_availability(offer, product)}",
        "seller": {"@type": "Organization", "name": str(offer.get_platform_display())},
        "eligibleQuantity": {
            "@type": "QuantitativeValue",
            "value": offer.net_grams / 1000,
            "unitCode": "KGM",
        },
    }


def _availability(offer: Offer, product: Product) -> str:
    """Out of stock while sales rest, and where what is left no longer makes one unit."""
    left = product.stock_grams
    resting = pause_of(product) is not None or is_sold_out(offer) or (left is not None and left < offer.net_grams)
    return "OutOfStock" if resting else "InStock"
