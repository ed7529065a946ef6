"""What the public is shown: the check address, product pages and their list."""

import pytest
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import Page

from products import services
from products.models import ProductPage
from products.public import product_context
from tests import factories
from tests.products.days import day


def product_page(parent, product, title="保靖脐橙") -> ProductPage:
    page = parent.add_child(
        instance=ProductPage(title=title, slug=f"p-{product.pk}", product=product, locale=parent.locale)
    )
    # Pages go live by approval; here only their reading matters.
    Page.objects.filter(pk=page.pk).update(live=True)
    page.refresh_from_db()
    return page


def confirmed_fact(product, people, **fields):
    return factories.FactFactory(product=product, confirmed_by=people["confirmer"], confirmed_on=day(10), **fields)


def test_context_of_a_verified_product(verified, people, rf):
    on_sale = factories.OfferFactory(product=verified)
    factories.OfferFactory(product=verified, active=False)
    fact = confirmed_fact(verified, people, evidence=verified.current_verification.evidence.get())
    factories.FactFactory(product=verified)
    context = product_context(verified, "en")
    assert [step.kind for step in context["steps"]] == ["recommended", "visited", "assessed", "confirmed"]
    assert context["offers"] == [on_sale]
    assert [(shown.fact, shown.number) for shown in context["facts"]] == [(fact, 1)], "unconfirmed facts are not shown"
    assert [item.title_en for item in context["evidence"]] == ["Orchard"]
    assert context["season"].months == (11, 12, 1)
    assert context["verification"].holds()


def test_a_verification_in_progress_is_not_shown(recommended):
    recommended.product.refresh_from_db()
    context = product_context(recommended.product, "en")
    assert (context["verification"], context["steps"], context["evidence"]) == (None, [], [])


def test_context_takes_a_constant_number_of_queries(verified, people, django_assert_max_num_queries):
    for _number in range(5):
        factories.OfferFactory(product=verified)
        confirmed_fact(verified, people)
    with django_assert_max_num_queries(11):
        context = product_context(verified, "en")
        for step in context["steps"]:
            str(step.person), str(step.organisation)
        for item in context["evidence"]:
            str(item.photo)
        for shown in context["facts"]:
            str(shown.fact.confirmed_by)


class TestCheckAddress:
    @pytest.mark.parametrize("change", [str, str.lower, str.upper])
    def test_case_does_not_matter(self, client, verified, change):
        response = client.get(f"/verify/{change(verified.code)}")
        assert response.status_code == 200
        assert response.context["product"] == verified
        assert response.context["verification"].holds()
        assert "no-cache" in response["Cache-Control"]

    def test_it_says_so_when_withdrawn(self, client, verified, people):
        services.withdraw(verified, people["confirmer"], "mixed with other fruit")
        response = client.get(reverse("products:verify", args=[verified.code]))
        assert response.status_code == 200
        assert response.context["verification"].state == "withdrawn"
        assert response.context["now"]
        assert "mixed with other fruit" in response.content.decode()

    def test_it_says_so_when_lapsed(self, client, verified):
        services.lapse_due(day(-400))
        response = client.get(f"/verify/{verified.code}")
        assert response.status_code == 200
        assert not response.context["verification"].holds()

    @pytest.mark.parametrize("code", ["nothing", "BJ-%25", "保靖", "a'b", "%00", "x" * 3000])
    def test_unknown_codes(self, client, verified, code):
        assert client.get(f"/verify/{code}").status_code == 404

    def test_only_reading(self, client, verified):
        assert client.post(f"/verify/{verified.code}").status_code == 405

    def test_it_reads_and_writes_nothing(self, client, verified, django_assert_max_num_queries):
        client.get(f"/verify/{verified.code}")
        with django_assert_max_num_queries(25) as queries:
            client.get(f"/verify/{verified.code}")
        assert not [query for query in queries if not query["sql"].startswith("SELECT")]


class TestProductPages:
    def context(self, shown, **query):
        request = RequestFactory().get("/", query)
        request.user = None
        return shown.get_context(request)

    def test_product_page(self, products_zh, verified):
        context = self.context(product_page(products_zh, verified))
        assert context["product"] == verified
        assert context["season"].in_season is not None
        assert [shown.photo for shown in context["pictures"]] == [verified.photo]

    def test_index_shows_state_and_season(self, products_zh, verified, people):
        withdrawn = factories.verified_product(people)
        services.withdraw(withdrawn, people["confirmer"], "x")
        product_page(products_zh, verified, title="a")
        product_page(products_zh, withdrawn, title="b")
        unseen = product_page(products_zh, factories.ProductFactory(), title="c")
        Page.objects.filter(pk=unseen.pk).update(live=False)
        cards = list(self.context(products_zh)["products"])
        assert [(card.product, card.verified) for card in cards] == [(verified, True), (withdrawn, False)]
        assert cards[0].photo == verified.photo
        assert cards[0].season.months == (11, 12, 1)

    def test_index_takes_a_constant_number_of_queries(
        self, products_zh, people, django_assert_num_queries, django_assert_max_num_queries
    ):
        def read():
            for card in self.context(products_zh)["products"]:
                str(card.product.place), str(card.product.producer), card.photo and card.photo.file.url, card.offers

        product_page(products_zh, factories.verified_product(people))
        with django_assert_max_num_queries(12) as few:
            read()
        for _number in range(5):
            product_page(products_zh, factories.verified_product(people))
        with django_assert_num_queries(len(few)):
            read()

    @pytest.mark.parametrize("page", ["0", "x", "99999999999999999999", "-1", ""])
    def test_a_page_number_that_is_none(self, products_zh, verified, page):
        product_page(products_zh, verified)
        assert len(list(self.context(products_zh, page=page)["products"])) == 1
