"""Products as they stand now, frozen for a document; loaded in bulk."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from products.evidence import digest_of
from products.models import Offer, Product, ProductPage, Step, VerificationState
from stories.assets import image_asset
from stories.document import FactSnapshot, OfferSnapshot, ProductSnapshot, StepSnapshot
from stories.links import page_url


def products_in_full() -> QuerySet[Product]:
    """Products with everything a snapshot shows: seven queries, however many products."""
    return Product.objects.select_related("place", "producer", "photo", "current_verification").prefetch_related(
        "facts",
        Prefetch("offers", queryset=Offer.objects.filter(active=True), to_attr="on_sale"),
        Prefetch(
            "current_verification__steps",
            queryset=Step.objects.filter(stands=True).select_related("person__organisation", "organisation"),
        ),
        "current_verification__evidence",
    )


def product_snapshots(products: Iterable[str | Product], language: str) -> dict[str, ProductSnapshot]:
    """Return snapshots by public code, in the order asked for. `products` are codes or records;
    unknown codes are left out. Records must come from `products_in_full`, others are loaded again."""
    wanted = list(products)
    codes = [item if isinstance(item, str) else item.code for item in wanted]
    if all(isinstance(item, Product) and hasattr(item, "on_sale") for item in wanted):
        records = {product.code: product for product in wanted}
    else:
        records = {product.code: product for product in products_in_full().filter(code__in=codes)}
    urls = _page_urls([product.pk for product in records.values()], language)
    return {
        code: product_snapshot(records[code], language, urls.get(records[code].pk, ""))
        for code in dict.fromkeys(codes)
        if code in records
    }


def product_snapshot(product: Product, language: str, url: str = "") -> ProductSnapshot:
    """The snapshot of one record of `products_in_full`. Facts nobody confirmed stay out."""
    verification = product.current_verification
    verified = product.is_verified()
    state = verification.state if verification else "none"
    if state == VerificationState.CONFIRMED and not verified:
        # The nightly run that writes this down has not come yet.
        state = VerificationState.LAPSED.value
    return ProductSnapshot(
        code=product.code,
        slug=product.slug,
        name=product.name(language),
        tagline=product.tagline(language),
        place_code=product.place_id,
        place=product.place.name(language),
        producer=product.producer.name(language),
        url=url,
        image=image_asset(product.photo, language) if product.photo else None,
        facts=tuple(_fact(fact, language) for fact in product.facts.all() if fact.confirmed_on),
        offers=tuple(_offer(offer, language) for offer in product.on_sale),
        verified=verified,
        state=str(state),
        steps=tuple(_step(step, language) for step in verification.steps.all()) if verification else (),
        valid_until=verification.valid_until if verification else None,
        evidence_digest=_evidence_digest(verification) if verification else "",
        check_url=f"{settings.SITE_URL}/verify/{product.code}",
    )


def unverified(codes: Iterable[str]) -> list[Product]:
    """The products of these public codes that may not be written about or sold today."""
    return [
        product
        for product in Product.objects.filter(code__in=list(codes)).select_related("current_verification")
        if not product.is_verified()
    ]


def no_longer_verified() -> Q:
    """What filters `Product` to those whose confirmation does not hold today."""
    return ~Q(
        current_verification__state=VerificationState.CONFIRMED,
        current_verification__valid_until__gte=timezone.localdate(),
    )


def _page_urls(product_ids: list[int], language: str) -> dict[int, str]:
    if not product_ids:
        return {}
    pages = (
        ProductPage.objects.live()
        .filter(product_id__in=product_ids, locale__language_code=language)
        .select_related("locale")
        .order_by("-pk")
    )
    return {page.product_id: page_url(page) for page in pages}


def _fact(fact, language: str) -> FactSnapshot:
    return FactSnapshot(
        key=fact.key,
        label=fact.label(language),
        value=fact.value(language),
        unit=fact.unit,
        confirmed_on=fact.confirmed_on,
    )


def _offer(offer: Offer, language: str) -> OfferSnapshot:
    return OfferSnapshot(
        id=offer.pk,
        platform=offer.platform,
        sku=offer.sku,
        title=offer.title(language),
        price_fen=offer.price_fen,
        net_grams=offer.net_grams,
        miniprogram_appid=offer.miniprogram_appid,
        miniprogram_path=offer.miniprogram_path,
        store_product_id=offer.sku if offer.platform == "wechat" else "",
    )


def _step(step: Step, language: str) -> StepSnapshot:
    organisation = step.organisation or step.person.organisation
    return StepSnapshot(
        kind=step.kind,
        person=step.who(language),
        organisation=organisation.name(language) if organisation else "",
        on=step.on,
    )


def _evidence_digest(verification) -> str:
    ordered = sorted(verification.evidence.all(), key=lambda evidence: evidence.pk)
    return digest_of(evidence.sha256 for evidence in ordered)
