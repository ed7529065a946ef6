"""What else is recommended, and why: by sums over readers that name nobody, and by what the record says."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commerce.links import web_links
from commerce.models import Click
from home.models import Followed, Together
from home.recommended import most_followed, products_beside_product
from home.together import gather
from stories.models import StoryIndexPage
from tests.factories import OfferFactory, verified_product
from tests.home.conftest import WORDS, product_pages
from tests.home.pages import soup
from tests.stories.factories import block, card, make_story, release_story, small_photo


@pytest.fixture
def walnuts(village):
    """A second product with its page and a story."""
    product = verified_product(village.people, slug="walnuts", code="WALNUT", photo=small_photo())
    OfferFactory(product=product, sku="888")
    product_pages(product, village.people)
    index = StoryIndexPage.objects.get(locale__language_code="zh-hans")
    story = make_story(index, village.people["author"], [block("text", WORDS), card(product)], title="核桃落了")
    release_story(story, village.people)
    return product


def clicks(product, visitors: range, *, flag: str = "", ago: int = 1) -> None:
    """One click of each visitor at a link to the product."""
    offer = product.offers.first()
    story = product.carried_by.first().release.story
    web_links(story.pk, [("card", offer.pk)])
    code = story.purchase_links.get(placement="card", offer=offer).code
    at = timezone.now() - timedelta(days=ago)
    Click.objects.bulk_create(Click(link_id=code, at=at, visitor=f"{n:016x}", flag=flag) for n in visitors)


def test_products_followed_by_the_same_people_go_together(village, walnuts):
    clicks(village.product, range(6))
    clicks(walnuts, range(1, 9))
    gather()
    pair = Together.objects.get(product=village.product)
    assert (pair.kind, pair.other, pair.people) == ("followed", walnuts, 5)
    first = products_beside_product(village.product, "en")[0]
    assert (first.card.product, first.why) == (walnuts, "读者还去看了它")


def test_few_people_are_never_told_of(village, walnuts):
    clicks(village.product, range(4))
    clicks(walnuts, range(4))
    gather()
    assert not Together.objects.exists()


def test_programs_and_old_clicks_do_not_count(village, walnuts):
    clicks(village.product, range(9), flag="bot")
    clicks(village.product, range(9), ago=91)
    clicks(walnuts, range(9))
    gather()
    assert not Together.objects.exists()


def test_gathering_again_replaces_what_was_gathered(village, walnuts):
    clicks(village.product, range(6))
    clicks(walnuts, range(6))
    gather()
    before = list(Together.objects.order_by("product").values_list("product", "other", "people"))
    gather()
    assert list(Together.objects.order_by("product").values_list("product", "other", "people")) == before
    Click.objects.all().delete()
    gather()
    assert not Together.objects.exists()
    assert not Followed.objects.exists()


def test_the_front_page_shows_what_led_to_shops_in_either_language(client, village, walnuts):
    clicks(village.product, range(3))
    gather()
    assert len(most_followed("zh-hans")) == 1
    assert soup(client, "/zh-hans/").select_one("#followed")
    Click.objects.all().delete()
    gather()
    assert not soup(client, "/zh-hans/").select_one("#followed")


def test_bought_together_comes_from_the_ledger(village, walnuts):
    Together.objects.create(kind="bought", product=village.product, other=walnuts, people=7)
    assert products_beside_product(village.product, "en")[0].why == "读者还买了它"


def test_a_withdrawn_product_is_never_recommended(village, walnuts):
    Together.objects.create(kind="bought", product=village.product, other=walnuts, people=7)
    walnuts.current_verification.state = "withdrawn"
    walnuts.current_verification.save()
    assert not products_beside_product(village.product, "en")


def test_a_story_says_why_others_are_recommended(client, village, walnuts):
    why = [
        tag.get_text() for tag in soup(client, village.article.url).select("#related ~ .cards .card__why, .card__why")
    ]
    assert "同样写到保靖脐橙" in why


def test_recommending_costs_the_same_for_many(village, walnuts):
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            products_beside_product(village.product, "zh-hans")
        return len(seen)

    Together.objects.create(kind="bought", product=village.product, other=walnuts, people=7)
    cost()
    before = cost()
    for number in range(2):
        more = verified_product(village.people, slug=f"m-{number}", code=f"M-{number}", photo=small_photo())
        product_pages(more, village.people)
        Together.objects.create(kind="bought", product=village.product, other=more, people=9)
    assert cost() == before <= 6
