"""Products through the four steps, by the people who did them."""

from datetime import date, timedelta
from textwrap import wrap

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document

from products import assessments, services, stock
from products.assessments import Judgement
from products.models import Fact, Offer, Organisation, Photo, Product, User, Verification

from .content import product_files
from .reports import one_page
from .visits import make_visit

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
            recommender = people[row["verification"]["recommender"]]
            product = _product(row, photos, organisations, recommender.organisation)
            _verify(product, row, people, photos)
            product.refresh_from_db()
            if "stock_kg" in row:
                stock.count(product, people[row["verification"]["inspector"]], row["stock_kg"] * 1000)
        products[product.slug] = product
    return products


def _product(
    row: dict, photos: dict[str, Photo], organisations: dict[str, Organisation], brought_by: Organisation
) -> Product:
    fields = ("code", "slug", "kind", "name_zh", "name_en", "tagline_zh", "tagline_en", "season_start", "season_end")
    product = Product.objects.create(
        **{field: row[field] for field in fields},
        sold_all_year=row.get("sold_all_year", False),
        supply_kg=row.get("supply_kg"),
        place_id=row["place"],
        producer=organisations[row["producer"]],
        brought_by=brought_by,
        photo=photos.get(f"{row['slug']}-still") or photos.get(row["pictures"][0]),
    )
    for order, fact in enumerate(row.get("fact", [])):
        said = {field: value for field, value in fact.items() if field != "evidence"}
        Fact.objects.create(product=product, sort_order=order, **said)
    for order, offer in enumerate(row.get("offer", [])):
        Offer.objects.create(product=product, sort_order=order, **offer)
    return product


def _verify(product: Product, file: dict, people: dict[str, User], photos: dict[str, Photo]) -> None:
    row = file["verification"]

    def notes(step: str) -> dict[str, str]:
        return {"note_zh": row.get(f"{step}_zh", ""), "note_en": row.get(f"{step}_en", "")}

    verification = services.recommend(
        product, people[row["recommender"]], on=row["recommended_on"], **notes("recommendation")
    )
    given = file.get("evidence", [])
    public = {item["picture"]: item for item in given if item.get("picture") in photos}
    make_visit(verification, people[row["inspector"]], row["visited_on"], public, photos, **notes("visit_note"))
    shown = set(verification.evidence.values_list("title_zh", flat=True))
    for item in (item for item in given if item["title_zh"] not in shown):
        services.add_evidence(
            verification,
            people[row["inspector"]],
            title_zh=item["title_zh"],
            title_en=item.get("title_en", ""),
            **_evidence_file(item, photos),
        )
    _show_evidence(verification, file.get("fact", []))
    assessments.record(
        verification,
        people[row["assessor"]],
        on=row["assessed_on"],
        **_judged(verification, row["assessment"]),
        **notes("assessment_note"),
    )
    services.confirm(
        verification,
        people[row["confirmer"]],
        on=row["confirmed_on"],
        valid_until=_valid_until(row["valid_until"]),
        conditions_accepted=True,
        **notes("confirm_note"),
    )


def _show_evidence(verification: Verification, facts: list[dict]) -> None:
    """Each fact that names a piece of evidence by its Chinese title gets it."""
    shown = {evidence.title_zh: evidence for evidence in verification.evidence.all()}
    for fact in facts:
        if "evidence" in fact:
            Fact.objects.filter(product=verification.product, key=fact["key"]).update(evidence=shown[fact["evidence"]])


def _judged(verification: Verification, row: dict) -> dict:
    """The scores of the file, with the evidence that is named by its Chinese title."""
    shown = {evidence.title_zh: evidence for evidence in verification.evidence.all()}
    scores = {
        key: Judgement(one["score"], one["reason"], shown.get(one.get("evidence")))
        for key, one in row["scores"].items()
    }
    return {**row, "scores": scores}


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
