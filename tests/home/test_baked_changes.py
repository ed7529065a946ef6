"""Every change that readers see throws away the pages that show it, and no other."""

import pytest
from django.utils import timezone

from home.baking import index
from products import services, stock
from products.models import Offer, VerificationState
from stories import kills
from stories.models import StoryIndexPage
from tests.factories import OfferFactory, PlaceFactory, verified_product
from tests.home.conftest import product_pages
from tests.home.keeping import Reader
from tests.stories.factories import block, card, make_story, release_story

PLACE = "/zh-hans/places/433125/"


@pytest.fixture
def reader(settings, tmp_path, elsewhere, village):
    settings.BAKED_DIR = tmp_path / "baked"
    yield Reader()
    index.close()


@pytest.fixture(scope="module")
def elsewhere(built, django_db_blocker):
    """Another county with a product, its pages and four stories: enough to fill "read on" by themselves."""
    with django_db_blocker.unblock():
        yield far_county(built)


def far_county(village):
    county = PlaceFactory(code="530125", name_zh="宜良县", name_en="Yiliang County")
    product = verified_product(village.people, slug="yiliang-duck", code="YL-DUCK", photo=None, place=county)
    OfferFactory(product=product, sku="9001")
    parent = StoryIndexPage.objects.get(locale__language_code="zh-hans")
    words = "<p>" + "雾散以后，一家一家地上坡。" * 12 + "</p>"
    stories = [
        release_story(
            make_story(parent, village.people["author"], [block("text", words), card(product)], title=f"宜良{n}"),
            village.people,
        )
        for n in range(4)
    ]
    return product, product_pages(product, village.people), stories


@pytest.fixture
def addresses(elsewhere, village):
    _product, pages, stories = elsewhere
    return {
        "home": "/zh-hans/",
        "stories": "/zh-hans/stories/",
        "products": "/zh-hans/products/",
        "privacy": "/zh-hans/privacy/",
        "places": "/zh-hans/places/",
        "impact": "/zh-hans/impact/",
        "county": PLACE,
        "product": village.pages["zh-hans"].url,
        "product en": village.pages["en"].url,
        "article": village.article.url,
        "english": village.english.url,
        "film": village.video.url,
        "far county": "/zh-hans/places/530125/",
        "far product": pages["zh-hans"].url,
        "far story": stories[0].url,
    }


# Far products and stories show others beside them.
FAR = {"far county", "privacy"}


def gone(reader, addresses, change) -> set[str]:
    names = {path: name for name, path in addresses.items()}
    return {names[path] for path in reader.gone_after(change, addresses.values())}


def test_a_published_story(reader, addresses, village, stories_zh):
    words = "<p>" + "雾散以后，一家一家地上坡。" * 12 + "</p>"
    draft = make_story(stories_zh, village.people["author"], [block("text", words), card(village.product)], title="新")
    found = gone(reader, addresses, lambda: release_story(draft, village.people))
    assert found >= {"home", "stories", "county", "product", "article"}
    assert not found & {*FAR, "places"}


def test_a_draft_throws_nothing_away(reader, addresses, village, stories_zh):
    def write():
        make_story(stories_zh, village.people["author"], [block("text", "<p>x</p>")], title="Draft")
        village.article.title = "Another title, not yet approved"
        village.article.save_revision(user=village.people["author"])

    assert gone(reader, addresses, write) == set()


def test_an_edition_of_one_language_leaves_the_other(reader, addresses, village):
    found = gone(reader, addresses, lambda: village.article.unpublish(user=village.people["editor"]))
    assert found >= {"article", "english", "home", "stories", "product", "county", "film"}
    assert not found & {*FAR, "places"}


def test_a_killed_story(reader, addresses, village):
    found = gone(reader, addresses, lambda: kills.kill(village.article, village.people["editor"], "wrong"))
    assert found >= {"article", "home", "stories", "product"}
    assert not found & FAR


def test_a_withdrawal(reader, addresses, village):
    change = lambda: services.withdraw(village.product, village.people["confirmer"], "spoiled")  # noqa: E731
    found = gone(reader, addresses, change)
    assert found >= {"home", "products", "county", "product", "product en", "article", "english", "film"}
    assert not found & FAR


def test_a_lapse(reader, addresses, village):
    verification = village.product.current_verification
    type(verification).objects.filter(pk=verification.pk).update(
        valid_until=timezone.localdate() - timezone.timedelta(days=1)
    )
    found = gone(reader, addresses, services.lapse_due)
    verification.refresh_from_db()
    assert verification.state == VerificationState.LAPSED
    assert found >= {"home", "product", "article", "film"}
    assert not found & FAR


@pytest.mark.parametrize("by_save", [True, False], ids=["saved", "updated"])
def test_a_price(reader, addresses, village, by_save):
    offer = village.product.offers.first()

    def change():
        if by_save:
            offer.price_fen = 3100
            offer.save()
        else:
            Offer.objects.filter(pk=offer.pk).update(price_fen=3100)

    found = gone(reader, addresses, change)
    assert found >= {"product", "product en"}
    assert not found & {*FAR, "stories", "places"}


def test_a_new_shop(reader, addresses, village):
    found = gone(reader, addresses, lambda: OfferFactory(product=village.product, platform="pdd", sku="3"))
    assert "product" in found
    assert not found & {*FAR, "stories", "places"}


def test_the_last_kilogram(reader, addresses, village):
    stock.count(village.product, village.people["admin"], 1000)
    change = lambda: stock.take(village.product, 1000, "order-1")  # noqa: E731
    found = gone(reader, addresses, change)
    assert found >= {"product", "article", "film"}
    assert not found & {*FAR, "stories", "places"}


def test_a_season(reader, addresses, village):
    def change():
        village.product.season_start, village.product.season_end = 5, 6
        village.product.save()

    found = gone(reader, addresses, change)
    assert found >= {"home", "product", "county"}
    assert not found & FAR


def test_a_county_is_renamed(reader, addresses, village):
    def change():
        village.product.place.name_zh = "保靖"
        village.product.place.save()

    assert gone(reader, addresses, change) >= {"home", "product", "county", "article"}


def test_a_section_is_renamed(reader, addresses, stories_zh):
    def change():
        stories_zh.title = "文章"
        stories_zh.save()

    assert gone(reader, addresses, change) == set(addresses)


def test_a_product_that_nobody_shows(reader, addresses, village):
    change = lambda: verified_product(village.people, slug="hidden", code="HIDDEN", photo=None)  # noqa: E731
    assert not gone(reader, addresses, change) & {"far story", "far product", "far county", "privacy", "stories"}
