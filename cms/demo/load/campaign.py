"""The two days of Baojing: an order file in JD's form, imported like anybody's."""

import tempfile
from pathlib import Path

from cms.demo.orders import Sku, write_orders
from commerce.importing import import_orders
from commerce.importing.report import ImportReport
from commerce.links import links_for
from commerce.models import Campaign, OrderImport
from products.models import Offer, Product, User
from stories.models import Release

from .content import read

FILE_NAME = "jd-orders-baojing-two-days.csv"
# How the campaign's readers came: channel key, its letters, share of the orders.
SOURCES = (("wechat-oa", "wo", 5), ("tencent-news", "tn", 2), ("tencent-video", "tv", 1), ("web", "we", 2))


def is_loaded() -> bool:
    return OrderImport.objects.filter(file_name=FILE_NAME).exists()


def load() -> ImportReport:
    for row in read("campaigns")["campaign"]:
        _campaign(row)
    row = read("campaigns")["campaign"][0]
    product = Product.objects.get(slug=row["product"])
    offers = list(Offer.objects.filter(product=product, platform="jd").order_by("-net_grams"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE_NAME
        write_orders(
            path,
            skus=[Sku(offer.sku, offer.title_zh, offer.price_fen, offer.net_grams) for offer in offers],
            codes=_codes(product, offers),
            start=row["starts"],
        )
        return import_orders(path.read_bytes(), FILE_NAME, "jd", by=User.objects.get(username="analyst"))


def _campaign(row: dict) -> None:
    campaign, _made = Campaign.objects.get_or_create(
        key=row["key"],
        defaults={
            "name_zh": row["name_zh"],
            "name_en": row["name_en"],
            "line_zh": row.get("line_zh", ""),
            "line_en": row.get("line_en", ""),
            "starts": row["starts"],
            "ends": row["ends"],
        },
    )
    campaign.products.set(Product.objects.filter(slug=row["product"]))


def _codes(product: Product, offers: list[Offer]) -> list[tuple[str, int]]:
    """The purchase links of every Chinese story that carries the product, on every way readers came."""
    codes = []
    for release in Release.objects.filter(carried__product=product, story__locale__language_code="zh-hans"):
        places = [
            (block.id, offer.pk)
            for block in release.parsed().body
            if block.kind == "product" and block.product == product.code
            for offer in offers
        ]
        for channel, letters, weight in SOURCES:
            codes += [(ref.code, weight) for ref in links_for(release.story_id, channel, letters, places).values()]
    return codes
