"""Village brands: the records with their marks, and which products go by them. Their pages are in `stories`."""

from products.models import Brand, Organisation, Photo, Product

from .content import read


def brand_rows() -> list[dict]:
    return read("brands")["brand"]


def load_brands(photos: dict[str, Photo], products: dict[str, Product]) -> dict[str, Brand]:
    """Return the demo's brands by slug."""
    brands = {}
    for row in brand_rows():
        brand, made = Brand.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "name_zh": row["name_zh"],
                "name_en": row["name_en"],
                "owner": Organisation.objects.get(key=row["owner"]),
                "mark": photos.get(row["mark"]),
            },
        )
        if made:
            Product.objects.filter(slug__in=row["products"]).update(brand=brand)
        brands[brand.slug] = brand
    for product in products.values():
        product.refresh_from_db(fields=["brand"])
    return brands
