"""A product record, and the organisations around it, made from what a recommendation says."""

from django.core.exceptions import ValidationError

from products.errors import Refused
from products.models import Organisation, OrganisationKind, Place, Product, Recommendation
from products.pinyin import initials
from products.slugs import free_slug, numbered, slug_for

# Room for a number at the end of the 24 characters a code may have.
LONGEST_CODE = 20
GROWERS = (OrganisationKind.COOPERATIVE, OrganisationKind.VILLAGE)
_LEVELS = ("自治县", "县", "市", "区", "旗")


def make_product(
    recommendation: Recommendation,
    organisation: Organisation,
    *,
    name_zh: str = "",
    name_en: str = "",
    kind: str = "",
    producer: Organisation | None = None,
    producer_name: str = "",
) -> Product:
    """Save and return the record; words given here stand for those of the recommendation."""
    name_zh = name_zh.strip() or recommendation.name_zh
    name_en = name_en.strip() or recommendation.name_en
    product = Product(
        code=free_code(recommendation.place, name_zh, name_en),
        slug=free_slug(Product, name_en or name_zh),
        kind=slug_for(kind or recommendation.kind or name_en or name_zh, 40) or "product",
        name_zh=name_zh,
        name_en=name_en,
        place=recommendation.place,
        producer=producer or _producer(recommendation, organisation, producer_name),
        brought_by=organisation,
        season_start=recommendation.season_start,
        season_end=recommendation.season_end,
        supply_kg=recommendation.supply_kg,
    )
    try:
        # One of the names may be missing until somebody translates it.
        product.full_clean(exclude=[field for field in ("name_zh", "name_en") if not getattr(product, field)])
    except ValidationError as error:
        raise Refused("recommendation.product_wrong", " ".join(error.messages)) from error
    product.save()
    return product


def organisation_called(name: str, kind: str, place: Place | None) -> Organisation:
    """The organisation of that name and kind in that place; made where there is none."""
    name = " ".join(name.split())[:120]
    same_kind = Organisation.objects.filter(kind=kind)
    found = same_kind.filter(name_zh__iexact=name) | same_kind.filter(name_en__iexact=name)
    if place is not None:
        found = found.filter(place=place) | found.filter(place=None)
    known = found.order_by("pk").first()
    if known is not None:
        return known
    return Organisation.objects.create(
        key=free_slug(Organisation, name, field="key"), kind=kind, name_zh=name, name_en=name, place=place
    )


def free_code(place: Place, name_zh: str, name_en: str) -> str:
    """A public code that nobody has: initials of the county and the name, as in BJ-QI-CHENG."""
    place_zh = place.name_zh
    for level in _LEVELS:
        if len(place_zh) - len(level) >= 2:
            place_zh = place_zh.removesuffix(level)
    name = name_zh.removeprefix(place.name_zh).removeprefix(place_zh) or name_zh or name_en
    wanted = slug_for(f"{slug_for(initials(place_zh))} {name}", LONGEST_CODE).upper() or f"P-{place.code}"
    taken = Product.objects.filter(code__istartswith=wanted).values_list("code", flat=True)
    return numbered(wanted, {code.upper() for code in taken})


def _producer(recommendation: Recommendation, organisation: Organisation, name: str) -> Organisation:
    """The grower that was named; else the recommender where it grows, else the village, else the recommender."""
    if name.strip():
        return organisation_called(name, OrganisationKind.COOPERATIVE, recommendation.place)
    if organisation.kind in GROWERS or not recommendation.village:
        return organisation
    return organisation_called(recommendation.village, OrganisationKind.VILLAGE, recommendation.place)
