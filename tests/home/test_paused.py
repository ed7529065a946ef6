"""Sold out or out of season: the story and the product stay, the way to the shop rests and says until when."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from products.models import Product
from products.models.pages import ProductPage
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange, release_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def product(people):
    return orange(people)


@pytest.fixture
def story(people, stories_zh, product):
    story = make_story(stories_zh, people["author"], [block("text", PARAGRAPH), card(product)])
    return release_story(story, people)


@pytest.fixture
def product_page(products_zh, product):
    page = products_zh.add_child(instance=ProductPage(title="保靖脐橙", slug="orange", product=product))
    from wagtail.models import Page

    Page.objects.filter(pk=page.pk).update(live=True)
    return ProductPage.objects.get(pk=page.pk)


def rest(product) -> None:
    month = (timezone.localdate().month + 2) % 12 + 1
    Product.objects.filter(pk=product.pk).update(season_start=month, season_end=month, sold_all_year=False)


def test_the_story_stays_and_its_shops_rest(client, story, product):
    before = client.get(story.url).content.decode()
    assert "/go/" in before
    assert 'class="purchase-bar"' in before
    rest(product)
    after = client.get(story.url)
    text = after.content.decode()
    assert after.context["withdrawn"] == []
    assert "/go/" not in text
    assert "下次采收" in text
    assert "保靖的橘子熟了" in text
    assert 'href="#buy"' not in text


def test_the_story_costs_no_query_more(client, story, product, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(story.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(story.url)
    rest(product)
    with django_assert_num_queries(len(queries)):
        client.get(story.url)


def test_page_and_card_of_the_product_say_it(client, story, product, product_page, products_zh):
    ways = lambda: BeautifulSoup(client.get(product_page.url).content, "html.parser").select("a[href*='/go/']")  # noqa: E731
    assert ways()
    Product.objects.filter(pk=product.pk).update(stock_grams=0)
    assert ways() == []
    assert "已售罄" in client.get(product_page.url).content.decode()
    assert "已售罄" in client.get(products_zh.url).content.decode()


def test_the_editor_is_warned_and_may_go_on(story, product):
    assert not [gap for gap in story.built.gaps if gap.code == "story.product_paused"]
    rest(product)
    [gap] = [gap for gap in story.built.gaps if gap.code == "story.product_paused"]
    assert gap.weight == "warning"
    assert product.name("zh-hans") in str(gap.message)
