"""Products through the four steps, by the people who did them."""

from datetime import date, timedelta
from textwrap import wrap

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document

from products import services
from products.models import Fact, Offer, Organisation, Photo, Product, User

from .content import product_files
from .reports import one_page

# A demo loaded long after it was written should not open with everything lapsed.
HOLDS_FOR = timedelta(days=150)


def load_products(photos: dict[str, Photo]) -> dict[str, Product]:
    """Return the demo's products by slug, verified."""
    people = {person.username: person for person in User.objects.all()}
    organisations = {organisation.key: organisation for organisation in Organisation.objects.all()}
    products = {}
    for row in product_files():
        product = Product.objects.filter(slug=row["slug"]).first()
        if product is None:
            product = _product(row, photos, organisations)
            _verify(product, row["verification"], row.get("evidence", []), people, photos)
            product.refresh_from_db()
        products[product.slug] = product
    return products


def _product(row: dict, photos: dict[str, Photo], organisations: dict[str, Organisation]) -> Product:
    fields = ("code", "slug", "kind", "name_zh", "name_en", "tagline_zh", "tagline_en", "season_start", "season_end")
    product = Product.objects.create(
        **{field: row[field] for field in fields},
        supply_kg=row.get("supply_kg"),
        place_id=row["place"],
        producer=organisations[row["producer"]],
        photo=photos.get(f"{row['slug']}-still") or photos.get(row["pictures"][0]),
    )
    for order, fact in enumerate(row.get("fact", [])):
        Fact.objects.create(product=product, sort_order=order, **fact)
    for order, offer in enumerate(row.get("offer", [])):
        Offer.objects.create(product=product, sort_order=order, **offer)
    return product


def _verify(
    product: Product, row: dict, evidence: list[dict], people: dict[str, User], photos: dict[str, Photo]
) -> None:
    def notes(step: str) -> dict[str, str]:
        return {"note_zh": row.get(f"{step}_zh", ""), "note_en": row.get(f"{step}_en", "")}

    verification = services.recommend(
        product, people[row["recommender"]], on=row["recommended_on"], **notes("recommendation")
    )
    services.record_visit(verification, people[row["inspector"]], on=row["visited_on"], **notes("visit_note"))
    for item in evidence:
        services.add_evidence(
            verification,
            people[row["inspector"]],
            title_zh=item["title_zh"],
            title_en=item.get("title_en", ""),
            **_evidence_file(item, photos),
        )
    services.assess(verification, people[row["assessor"]], on=row["assessed_on"], **notes("assessment_note"))
    services.confirm(
        verification,
        people[row["confirmer"]],
        on=row["confirmed_on"],
        valid_until=_valid_until(row["valid_until"]),
        **notes("confirm_note"),
    )


def _valid_until(day: date) -> date:
    return max(day, timezone.localdate() + HOLDS_FOR)


def _evidence_file(item: dict, photos: dict[str, Photo]) -> dict:
    if item.get("picture") in photos:
        return {"photo": photos[item["picture"]]}
    title = item.get("title_en") or item["title_zh"]
    document = Document(title=item["title_zh"])
    document.file.save("report.pdf", ContentFile(one_page([title, "", *wrap(item.get("text_en", ""), 80)])), save=False)
    document.save()
    return {"document": document}
