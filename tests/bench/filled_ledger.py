"""A ledger of many lines, with a fifth as many clicks, for reading the impact pages over it. Run in an
installation's environment, with how many.

The site behind it is the same whatever the number: 40 products of ten provinces, 100 stories of 20 authors, ten
channels, two places in each story. Orders lie on 400 days, a fifth name no link of ours, one in twenty was sent back.
Prints how long rolling up took, as JSON.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

import django

PRODUCTS, STORIES, DAYS, LAST = 40, 100, 400, date(2026, 11, 20)
CHANNELS = ("web", "wechat-oa", "wechat-channels", "qq-kandian", "qzone", "tencent-news", "kuaibao", "weishi")
PIECE = 50_000
# No page reads order lines: all entries name one, and it is not made a million times.
LINE = 1
SOLD, SENT_BACK = ("sale", "paid", 1, 1000, 2800), ("reversal", "refunded", -1, -1000, -2800)


def site(chance: random.Random) -> list[tuple]:
    """Products, stories, links and the order line; returns what a ledger entry copies of each link, and its code."""
    from django.utils import timezone

    from commerce.links import code_for
    from commerce.models import OrderLine, PurchaseLink
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
                found.append((offer.product_id, offer.product.place_id, story.pk, channel, card, code))
    when = {"ordered_at": timezone.now(), "modified_at": timezone.now()}
    OrderLine.objects.create(id=LINE, platform="jd", line_id="1", order_id="1", sku="1", quantity=1, paid_fen=1, **when)
    return found


def rows(count: int, links: list[tuple], chance: random.Random) -> Iterator[tuple[str, tuple]]:
    """Entries and clicks, in the order in which they come. Every twentieth entry takes the one before it back."""
    facts: tuple = ()
    for number in range(1, count + 1):
        day = LAST - timedelta(days=DAYS - DAYS * number // count)
        at = f"{day} 03:00:00"
        product, place, *link, code = chance.choice(links)
        if number % 20 == 0:
            yield "entry", (LINE, *SENT_BACK, *facts)
        else:
            named = link if chance.random() < 0.8 else [None, "", ""]
            buyer, order = f"{chance.randrange(count * 2 // 5 + 1):032x}", str(number - number % 2)
            facts = (product, place, *named, "jd", order, buyer, str(day), at, at)
            yield "entry", (LINE, *SOLD, *facts)
        if number % 5 == 0:
            yield "click", (code, at, f"{number % 99991:016x}", "")


STATEMENTS = {
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
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # For the filling alone: the indexes stay in memory, and nothing is waited for.
            cursor.execute("PRAGMA cache_size = -400000")
            cursor.execute("PRAGMA synchronous = OFF")

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
        if len(waiting[kind]) == PIECE:
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
