"""A ledger of many lines, with as many clicks, for reading the impact pages over it. Run in an installation's
environment, with how many.

The site behind it is the same whatever the number: 40 products of ten provinces, 100 stories of 20 authors, ten
channels, two places in each story. Orders lie on 400 days, a fifth name no link of ours, one in twenty was sent back.
Prints how long rolling up took, as JSON.
"""

import json
import random
import sys
import time
from datetime import date, timedelta

import django

PRODUCTS, STORIES, DAYS, LAST = 40, 100, 400, date(2026, 11, 20)
CHANNELS = ("web", "wechat-oa", "wechat-channels", "qq-kandian", "qzone", "tencent-news", "kuaibao", "weishi")
PIECE = 20_000


def site(chance: random.Random) -> list[tuple]:
    """Products, stories and links; returns what a ledger entry copies of each link, with its code and offer."""
    from commerce.links import code_for
    from commerce.models import PurchaseLink
    from stories.models import StoryIndexPage, StoryPage
    from tests.factories import BrandFactory, OfferFactory, PlaceFactory, ProductFactory, UserFactory

    places = [PlaceFactory(code=f"{11 + number % 10}02{number:02d}") for number in range(20)]
    brands = [BrandFactory() for _number in range(10)]
    products = [
        ProductFactory(photo=None, place=places[number % 20], brand=brands[number % 12] if number % 12 < 10 else None)
        for number in range(PRODUCTS)
    ]
    offers = [OfferFactory(product=product, sku=f"bench-{product.pk}", platform="jd") for product in products]
    authors = [UserFactory() for _number in range(20)]
    index = StoryIndexPage.objects.filter(locale__language_code="zh-hans").get()
    found = []
    for number in range(STORIES):
        story = index.add_child(instance=StoryPage(title=f"第 {number + 1} 个故事"))
        story.authors = [authors[number % 20]]
        story.save()
        offer = offers[number % PRODUCTS]
        for channel in CHANNELS:
            for card in ("card-1", "card-2"):
                code = code_for(story.pk, channel[:1] + channel[-1:], f"{channel}{card}", offer.pk)
                link = PurchaseLink(code=code, story=story, channel=channel, placement=card, offer=offer)
                link.save(force_insert=True)
                found.append((offer.pk, offer.product_id, offer.product.place_id, story.pk, channel, card, code))
    return found


def rows(count: int, links: list[tuple], chance: random.Random):
    """Order lines, entries and clicks, in the order in which they come."""
    for number in range(1, count + 1):
        day = LAST - timedelta(days=DAYS - DAYS * number // count)
        at = f"{day} 03:00:00"
        offer, product, place, story, channel, card, code = chance.choice(links)
        if attributed := chance.random() < 0.8:
            link = (story, channel, card)
        else:
            link = (None, "", "")
        buyer, order = f"{chance.randrange(count * 2 // 5 + 1):032x}", str(number - number % 2)
        yield (
            "line",
            (
                number,
                "jd",
                f"l{number}",
                order,
                "",
                f"bench-{product}",
                offer,
                1000,
                code if attributed else None,
                "",
                1,
                0,
                2800,
                "paid",
                buyer,
                "",
                at,
                at,
                False,
                False,
            ),
        )
        entry = (product, place, *link, "jd", order, buyer, str(day), at, at)
        yield "entry", (number, "sale", "paid", 1, 1000, 2800, *entry)
        if number % 20 == 0:
            yield "entry", (number, "reversal", "refunded", -1, -1000, -2800, *entry)
        yield "click", (code, at, f"{number % 99991:016x}", "")


STATEMENTS = {
    "line": (
        "commerce_orderline",
        "id platform line_id order_id parent_id sku offer_id unit_grams link_id name quantity returned paid_fen state "
        "buyer sub_id ordered_at modified_at in_conflict taken_back",
    ),
    "entry": (
        "commerce_ledgerentry",
        "line_id kind reason units grams fen product_id place_id story_id channel placement platform order_id buyer day "
        "ordered_at recorded_at",
    ),
    "click": ("commerce_click", "link_id at visitor flag"),
}


def fill(count: int) -> None:
    from django.db import connection, transaction

    chance = random.Random(1)
    links = site(chance)
    waiting: dict[str, list[tuple]] = {kind: [] for kind in STATEMENTS}

    def flush() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for kind, (table, columns) in STATEMENTS.items():
                names = columns.split()
                values = ", ".join(["%s"] * len(names))
                statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"
                cursor.executemany(statement, waiting[kind])
                waiting[kind].clear()

    for kind, row in rows(count, links, chance):
        waiting[kind].append(row)
        if kind == "click" and len(waiting[kind]) == PIECE:
            flush()
    flush()


def main(count: int) -> None:
    from django.core.management import call_command

    fill(count)
    began = time.monotonic()
    call_command("roll_up_impact", now=True, stdout=sys.stderr)
    print(json.dumps({"lines": count, "roll_up_seconds": round(time.monotonic() - began, 1)}))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
