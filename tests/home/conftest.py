"""A small public site: one product in both languages, a story in each form, an order in the ledger."""

from dataclasses import dataclass, fields

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Locale

from cms.site_setup import ensure_site
from commerce.importing import import_orders
from products.models import Product, ProductIndexPage, ProductPage
from stories import approval
from stories.models import StoryIndexPage, StoryPage
from tests.commerce.factories import csv_file, order_row
from tests.factories import FactFactory, OfferFactory, make_people, verified_product
from tests.stories.factories import block, card, make_story, release_story, small_photo
from tests.stories.films import make_film

WORDS = "<p>保靖的橘子<b>熟了</b>，山坡上一片金黄。</p><p>" + "雾散以后，一家一家地上坡。" * 12 + "</p>"


@dataclass
class Village:
    people: dict
    product: Product
    pages: dict[str, ProductPage]
    article: StoryPage
    english: StoryPage
    pictures: StoryPage
    video: StoryPage


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker) -> Village:
    """The site made once for a module; every test works on it inside a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        ensure_site()
        yield build(make_people())
        transaction.set_rollback(True)


@pytest.fixture
def village(built, db) -> Village:
    """Fresh objects: another test may have changed those in memory."""
    fresh = {field.name: getattr(built, field.name) for field in fields(built)}
    for name, thing in fresh.items():
        if isinstance(thing, Model):
            fresh[name] = type(thing).objects.get(pk=thing.pk)
    return Village(**fresh)


def build(people: dict) -> Village:
    product = verified_product(people, slug="baojing-oranges", code="BJ-ORANGE", photo=small_photo())
    OfferFactory(product=product, sku="777000000005", price_fen=2800, net_grams=5000)
    OfferFactory(product=product, platform="taobao", sku="2", price_fen=3000, net_grams=5000)
    FactFactory(product=product, confirmed_by=people["confirmer"], confirmed_on=timezone.localdate())
    index = StoryIndexPage.objects.get(locale__language_code="zh-hans")
    make = lambda blocks, **fields: release_story(make_story(index, people["author"], blocks, **fields), people)  # noqa: E731
    text, offer = block("text", WORDS), card(product)
    article = make([block("heading", "坡上"), text, block("quote", {"text": "甜", "cite": "果农"}), offer])
    plates = [block("image", {"photo": small_photo().pk, "caption": f"第{n}张"}) for n in range(4)]
    film = make_film(poster=small_photo(), captions_zh=ContentFile(b"WEBVTT\n", name="zh.vtt"))
    return Village(
        people=people,
        product=product,
        pages=product_pages(product, people),
        article=article,
        english=translated(article, people, product),
        pictures=make([*plates, text, offer], title="四张图", form="pictures"),
        video=make([text, offer], title="摘橘子的一天", form="video", video=film),
    )


def product_pages(product: Product, people) -> dict[str, ProductPage]:
    pages, key = {}, None
    for locale in Locale.objects.order_by("-language_code"):
        page = ProductPage(title=product.name(locale.language_code), slug=product.slug, locale=locale, product=product)
        page.body = '<p onclick="steal()">红壤<script>alert(1)</script></p>'
        if key:
            page.translation_key = key
        ProductIndexPage.objects.get(locale=locale).add_child(instance=page)
        page.save_revision(user=people["author"])
        approval.submit(page, people["author"])
        approval.approve(page, people["editor"])
        key = page.translation_key
        pages[locale.language_code] = ProductPage.objects.get(pk=page.pk)
    return pages


def translated(story: StoryPage, people, product: Product) -> StoryPage:
    index = StoryIndexPage.objects.get(locale__language_code="en")
    blocks = [block("text", f"<p>{'The oranges of Baojing are ripe, and the hills are gold. ' * 8}</p>"), card(product)]
    english = make_story(
        index,
        people["author"],
        blocks,
        title="The oranges are ripe",
        slug="oranges",
        locale=index.locale,
        translation_key=story.translation_key,
    )
    return release_story(english, people)


@pytest.fixture
def sold(village) -> Village:
    """Three boxes of 5 kg to two buyers, 84.00 yuan, and one that was not paid."""
    rows = [
        order_row(buyer="jd_one", skuNum="2", estimateCosPrice="56.00"),
        order_row(buyer="jd_two"),
        order_row(buyer="jd_three", validCode="15"),
    ]
    import_orders(csv_file(rows), "orders.csv", "jd")
    return village
