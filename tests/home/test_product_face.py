"""The public face of a product: what its page shows of facts, pictures, season and state, and what it never shows."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from home.templatetags.product import season_calendar
from products import services
from products.models import Brand, BrandPage, Product, ProductIndexPage, VerificationState
from products.models.pages import ProductPagePhoto
from products.season import season_of
from stories import approval
from tests.factories import (
    FactFactory,
    OfferFactory,
    OrganisationFactory,
    ProductFactory,
    a_day,
    assess,
    verified_product,
)
from tests.home.conftest import product_pages
from tests.home.pages import soup
from tests.products.days import day
from tests.stories.factories import small_photo

HOSTILE = "</script><script>alert(1)</script>&\u2028"


def brand_pages(brand: Brand, people) -> dict[str, BrandPage]:
    """Approved pages of a brand in both languages."""
    pages, key = {}, None
    for index in ProductIndexPage.objects.select_related("locale").order_by("-locale__language_code"):
        code = index.locale.language_code
        page = BrandPage(title=brand.name(code), slug=brand.slug, locale=index.locale, brand=brand)
        page.body = '<p onclick="steal()">三道山坡<script>alert(1)</script></p>'
        if key:
            page.translation_key = key
        index.add_child(instance=page)
        page.save_revision(user=people["author"])
        approval.submit(page, people["author"])
        approval.approve(page, people["editor"])
        key = page.translation_key
        pages[code] = BrandPage.objects.get(pk=page.pk)
    return pages


@pytest.fixture(autouse=True)
def _kept_all_year(village):
    """On sale whatever the day on which the tests run."""
    Product.objects.filter(pk=village.product.pk).update(sold_all_year=True)


@pytest.fixture
def brand(village):
    made = Brand.objects.create(
        slug="pojiaoping",
        name_zh="坡脚坪",
        name_en="Pojiaoping",
        owner=OrganisationFactory(key="pojiao-village", name_zh="坡脚坪村", name_en="Pojiaoping Village"),
        mark=small_photo(),
    )
    Product.objects.filter(pk=village.product.pk).update(brand=made)
    return made


def structured(page: BeautifulSoup) -> list[dict]:
    return [json.loads(script.string) for script in page.find_all("script", type="application/ld+json")]


class TestFacts:
    def test_a_fact_names_who_confirmed_it_and_its_evidence(self, client, village):
        evidence = village.product.current_verification.evidence.get()
        village.product.facts.update(evidence=evidence)
        FactFactory(product=village.product, label_en="Rumour")
        page = soup(client, village.pages["en"].url)
        (row,) = page.select(".fact-table tr")
        assert row.th.get_text() == "Altitude"
        assert "confirmed on" in row.select_one(".fact-table__by").get_text()
        assert "by confirmer (en)" in row.select_one(".fact-table__by").get_text()
        mark = row.select_one("a.evidence-mark")
        assert (mark.get_text(), mark["aria-label"]) == ("1", "Evidence 1: Orchard")
        assert page.select_one(mark["href"]).select_one(".evidence-mark").get_text() == "1"

    def test_evidence_of_a_case_in_progress_stays_inside(self, client, village):
        people, product = village.people, village.product
        renewal = services.recommend(product, people["recommender"], on=day(5))
        services.record_visit(renewal, people["inspector"], on=day(4), note_zh="第二次走访", note_en="Second visit")
        secret = services.add_evidence(
            renewal, people["inspector"], title_zh="未公开", title_en="Not public", photo=small_photo()
        )
        product.facts.update(evidence=secret)
        for url in (village.pages["en"].url, "/verify/BJ-ORANGE?lang=en"):
            page = soup(client, url)
            assert "Not public" not in str(page)
            assert "Second visit" not in str(page)
            assert page.select(".fact-table tr")
            assert not page.select("a.evidence-mark")


class TestPictures:
    def test_every_picture_once_the_product_s_own_first(self, client, village):
        page = village.pages["en"]
        for photo in (small_photo(), village.product.photo):
            ProductPagePhoto.objects.create(page=page, photo=photo, caption=f"caption {photo.pk}")
        shown = soup(client, page.url)
        figures = shown.select(".viewer__track figure")
        assert len(figures) == 2
        assert f"caption {village.product.photo_id}" in figures[0].get_text()
        assert [link["href"] for link in shown.select(".viewer__strip a")] == ["#picture-1", "#picture-2"]
        assert all(shown.select_one(link["href"]) for link in shown.select(".viewer__strip a"))

    def test_one_picture_needs_no_strip(self, client, village):
        page = soup(client, village.pages["en"].url)
        assert not page.select(".viewer__strip")
        assert [source["type"] for source in page.select(".viewer__track source")] == ["image/avif", "image/webp"]


def harvested(first, last) -> Product:
    return Product(season_start=first, season_end=last)


class TestSeason:
    @pytest.mark.parametrize(
        ("months", "bars"),
        [((11, 1), [(502, 96), (2, 46)]), ((3, 5), [(102, 146)]), ((1, 12), [(2, 596)]), ((7, 7), [(302, 46)])],
    )
    def test_the_harvest_is_lit(self, months, bars):
        season = season_of(harvested(*months))
        drawn = BeautifulSoup(season_calendar(season, a_day("2026-12-16")), "html.parser")
        lit = [(int(bar["x"]), int(bar["width"])) for bar in drawn.select(".calendar__harvest rect")]
        assert lit == bars
        assert len(drawn.select(".calendar__year rect")) == len(drawn.select("text")) == 12

    @pytest.mark.parametrize(
        ("language", "label", "first"),
        [
            ("en", "Harvest: November to January. Today, 16 December 2026: in season.", "Jan"),
            ("zh-hans", "采收期：", "1月"),
        ],
    )
    def test_it_is_said_in_words_too(self, language, label, first):
        season = season_of(harvested(11, 1))
        with translation.override(language):
            drawn = BeautifulSoup(season_calendar(season, a_day("2026-12-16")), "html.parser")
        assert drawn.svg["role"] == "img"
        assert drawn.svg["aria-label"].startswith(label)
        assert drawn.find("text").get_text() == first

    def test_no_season_no_calendar(self):
        assert season_calendar(season_of(harvested(None, None))) == ""


class TestStates:
    def test_withdrawn(self, client, village):
        services.withdraw(village.product, village.people["admin"], "掺了外地果")
        page = soup(client, village.pages["zh-hans"].url)
        notice = page.select_one(".notice--withdrawn")
        assert "掺了外地果" in notice.get_text()
        assert notice.a["href"] == "/verify/BJ-ORANGE?lang=zh-hans"
        (product,) = structured(page)
        assert product["hasCertification"]["certificationStatus"] == "https://schema.org/CertificationInactive"
        assert "offers" not in product

    def test_lapsed(self, client, village):
        services.lapse_due(day(-400))
        page = soup(client, village.pages["en"].url)
        assert "lapsed" in page.select_one(".notice--withdrawn b").get_text()
        assert not page.select(".shops")
        assert "offers" not in structured(page)[0]

    def test_not_yet_verified(self, client, village):
        product = ProductFactory(slug="new", code="NEW", photo=small_photo())
        OfferFactory(product=product)
        FactFactory(product=product)
        page = soup(client, product_pages(product, village.people)["en"].url)
        assert "Not yet verified" in page.select_one(".notice b").get_text()
        assert not page.select(".fact-table, .steps, .shops, .notice--withdrawn")
        (data,) = structured(page)
        assert not {"offers", "hasCertification", "additionalProperty"} & set(data)


class TestStructuredData:
    def test_a_verified_product(self, client, village, brand):
        pages = brand_pages(brand, village.people)
        page = soup(client, village.pages["en"].url)
        (data,) = structured(page)
        product = village.product
        link = page.select_one(".shops .button")["href"]
        offers = data.pop("offers")
        assert offers[0] == {
            "@type": "Offer",
            "name": "Oranges, 5 kg box",
            "url": link,
            "price": "28.00",
            "priceCurrency": "CNY",
            "availability": "https://schema.org/InStock",
            "seller": {"@type": "Organization", "name": "JD.com"},
            "eligibleQuantity": {"@type": "QuantitativeValue", "value": 5.0, "unitCode": "KGM"},
        }
        assert len(offers) == 2
        (picture,) = data.pop("image")
        assert picture.startswith("http://testserver/media/")
        assert data == {
            "@context": "https://schema.org",
            "@type": "Product",
            "name": "Baojing oranges",
            "description": "",
            "url": f"http://testserver{village.pages['en'].url}",
            "productID": "BJ-ORANGE",
            "countryOfOrigin": {"@type": "Country", "name": "CN"},
            "manufacturer": {"@type": "Organization", "name": product.producer.name_en},
            "brand": {"@type": "Brand", "name": "Pojiaoping", "url": f"http://testserver{pages['en'].url}"},
            "additionalProperty": [
                {"@type": "PropertyValue", "name": "Altitude", "value": "450", "unitText": "m"},
            ],
            "hasCertification": {
                "@type": "Certification",
                "name": "Verification record",
                "certificationIdentification": f"BJ-ORANGE/{product.current_verification_id}",
                "certificationStatus": "https://schema.org/CertificationActive",
                "url": "http://testserver/verify/BJ-ORANGE",
                "datePublished": day(10).isoformat(),
                "validFrom": day(10).isoformat(),
                "issuedBy": {"@type": "Organization", "name": village.people["confirmer"].organisation.name_en},
                "auditDate": day(15).isoformat(),
                "expires": product.current_verification.valid_until.isoformat(),
            },
        }

    def test_in_chinese(self, client, village):
        (data,) = structured(soup(client, village.pages["zh-hans"].url))
        assert data["name"] == "保靖脐橙"
        assert data["additionalProperty"][0]["name"] == "海拔"
        assert data["offers"][0]["seller"]["name"] == "京东"

    @pytest.mark.parametrize("resting", ["stock", "season"])
    def test_what_cannot_be_bought_today_is_out_of_stock(self, client, village, resting):
        month = timezone.localdate().month % 12 + 1
        fields = {
            "stock": {"stock_grams": 4999},
            "season": {"sold_all_year": False, "season_start": month, "season_end": month},
        }[resting]
        Product.objects.filter(pk=village.product.pk).update(**fields)
        (data,) = structured(soup(client, village.pages["en"].url))
        assert {offer["availability"] for offer in data["offers"]} == {"https://schema.org/OutOfStock"}

    def test_hostile_names_stay_words(self, client, village):
        Product.objects.filter(pk=village.product.pk).update(name_en=HOSTILE, tagline_en=HOSTILE)
        answer = client.get(village.pages["en"].url)
        page = BeautifulSoup(answer.content, "html.parser")
        (data,) = structured(page)
        assert data["name"] == data["description"] == HOSTILE
        assert b"<script>alert(1)" not in answer.content
        assert "\u2028" not in page.find("script", type="application/ld+json").string

    def test_the_record_has_its_certification(self, client, village):
        (data,) = structured(soup(client, "/verify/BJ-ORANGE?lang=en"))
        assert (data["@type"], data["url"]) == ("Certification", "http://testserver/verify/BJ-ORANGE")


class TestBrands:
    def test_the_page_shows_mark_owner_story_products_and_stories(self, client, village, brand):
        pages = brand_pages(brand, village.people)
        for code, name, owner in (("zh-hans", "坡脚坪", "坡脚坪村"), ("en", "Pojiaoping", "Pojiaoping Village")):
            page = soup(client, pages[code].url)
            assert page.h1.get_text() == name
            assert owner in page.select_one(".brand-head").get_text()
            assert page.select_one(".brand-head__mark img")
            assert "三道山坡" in page.select_one(".prose").get_text()
            assert "steal" not in str(page)
            assert "alert(1)" not in str(page.select_one(".prose"))
            assert len(page.select(".card--product .seal--verified")) == 1
            assert page.select(".cards--stories .card")
            assert page.find("meta", property="og:image")["content"].startswith("http://testserver/")
            hreflangs = {link["hreflang"] for link in page.find_all("link", hreflang=True)}
            assert hreflangs == {"zh-Hans", "en"}
        (data,) = structured(page)
        assert (data["@type"], data["name"], data["description"]) == ("Brand", "Pojiaoping", "三道山坡")
        assert data["logo"].startswith("http://testserver/media/")

    def test_a_withdrawn_product_is_struck_there_too(self, client, village, brand):
        page = brand_pages(brand, village.people)["zh-hans"]
        services.withdraw(village.product, village.people["admin"], "掺了外地果")
        assert soup(client, page.url).select_one(".card--product .seal--withdrawn")

    def test_a_brand_without_products_says_so(self, client, village, brand):
        Product.objects.update(brand=None)
        page = soup(client, brand_pages(brand, village.people)["en"].url)
        assert "No product goes by this brand yet." in page.select_one(".empty").get_text()
        assert page.select_one(".empty a")["href"] == "/en/products/"

    def test_products_name_their_brand(self, client, village, brand):
        line = soup(client, village.pages["en"].url).select_one(".brand-line")
        assert "Pojiaoping" in line.get_text()
        assert not line.a, "it has no page yet"
        pages = brand_pages(brand, village.people)
        assert soup(client, village.pages["en"].url).select_one(".brand-line a")["href"] == pages["en"].url
        index = soup(client, "/en/products/")
        assert index.select_one(".brands a")["href"] == pages["en"].url
        assert "Pojiaoping" in index.select_one(".card--product .eyebrow").get_text()

    def test_search_finds_them(self, client, village, brand):
        pages = brand_pages(brand, village.people)
        call_command("update_index", verbosity=0)
        found = soup(client, "/zh-hans/search/?q=坡脚坪").select(".brands a")
        assert [link["href"] for link in found] == [pages["zh-hans"].url]

    def test_only_approved_pages_are_shown(self, client, village, brand):
        index = ProductIndexPage.objects.get(locale__language_code="en")
        index.add_child(instance=BrandPage(title="Draft", slug="draft", locale=index.locale, brand=brand))
        assert client.get("/en/products/draft/").status_code == 404
        assert not soup(client, "/en/products/").select(".brands")


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_pages_cost_the_same_whatever_they_hold(client, village, brand):
    people, product = village.people, village.product
    brand_page = brand_pages(brand, people)["en"]
    ProductPagePhoto.objects.create(page=village.pages["en"], photo=small_photo())
    urls = [village.pages["en"].url, "/verify/BJ-ORANGE?lang=en", brand_page.url]
    # One that is recommended beside it.
    product_pages(verified_product(people, slug="beside", code="BESIDE", photo=small_photo(), brand=brand), people)
    before = [queries(client, url) for url in urls]
    for number in range(3):
        FactFactory(product=product, confirmed_by=people["confirmer"], confirmed_on=day(10))
        ProductPagePhoto.objects.create(page=village.pages["en"], photo=small_photo())
        more = verified_product(people, slug=f"more-{number}", code=f"MORE-{number}", photo=small_photo(), brand=brand)
        product_pages(more, people)
    assert [queries(client, url) for url in urls] == before
    assert max(before) <= 40


def test_earlier_verifications_are_listed_a_line_each(client, village):
    people, product = village.people, village.product
    first = product.current_verification
    services.withdraw(product, people["admin"], "复查")
    renewal = services.recommend(product, people["recommender"], on=day(5))
    services.record_visit(renewal, people["inspector"], on=day(4))
    assess(renewal, people["inspector"], on=day(3))
    services.confirm(renewal, people["confirmer"], on=day(2), valid_until=day(-200))
    refused = services.recommend(product, people["recommender"], on=day(1))
    services.refuse(refused, people["inspector"], reason="先不看")
    page = soup(client, "/verify/BJ-ORANGE?lang=en")
    (line,) = page.select(".earlier li")
    assert "Withdrawn" in line.get_text()
    assert page.select_one(".seal--verified")
    first.refresh_from_db()
    assert first.state == VerificationState.WITHDRAWN
