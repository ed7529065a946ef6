"""The two days of Baojing: an order file in JD's form, imported like anybody's."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from cms.demo.orders import Sku, write_orders
from commerce.importing import import_orders
from commerce.importing.report import ImportReport
from commerce.links import links_for
from commerce.models import Campaign, CampaignOffer, CampaignRegion, CampaignStory, OrderImport
from products.models import Offer, Product, User
from stories.models import Release, StoryPage

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


# Taken as they are written, where they are.
PLAIN = ("line_zh", "line_en", "goal_grams", "goal_fen", "goal_households", "interests", "age_from", "age_to")


def _campaign(row: dict) -> None:
    campaign, _made = Campaign.objects.get_or_create(
        key=row["key"],
        defaults={
            "name_zh": row["name_zh"],
            "name_en": row["name_en"],
            "starts": _day(row, "starts"),
            "ends": _day(row, "ends"),
            **{name: row[name] for name in PLAIN if name in row},
        },
    )
    campaign.products.set(Product.objects.filter(slug__in=row.get("products", [row.get("product")])))
    for code in row.get("regions", ()):
        CampaignRegion.objects.get_or_create(campaign=campaign, place_id=code)
    told = StoryPage.objects.filter(slug__in=row.get("stories", ()), locale__language_code="zh-hans")
    for number, story in enumerate(sorted(told, key=lambda one: row["stories"].index(one.slug))):
        CampaignStory.objects.get_or_create(campaign=campaign, story=story, defaults={"sort_order": number})
    for number, given in enumerate(row.get("offer", ())):
        fields = {name: given[name] for name in ("kind", "target_grams", "target_fen") if name in given}
        offer = Offer.objects.get(sku=given["sku"])
        CampaignOffer.objects.get_or_create(campaign=campaign, offer=offer, defaults={"sort_order": number, **fields})


def _day(row: dict, name: str) -> date:
    """A fixed day, or one so many days from the day of loading, so that a demo always has a campaign to come."""
    return row[name] if name in row else timezone.localdate() + timedelta(days=row[f"{name}_in_days"])


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
