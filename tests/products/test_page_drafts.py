"""A confirmed product gets drafts of its pages, and nothing of them is public."""

from django_tasks_db.models import DBTaskResult

from products.models import ProductPage
from products.page_drafts import draft_pages


def test_two_drafts_of_one_page(verified):
    made = draft_pages(verified)
    assert {(page.locale.language_code, page.title, page.live) for page in made} == {
        ("zh-hans", "保靖脐橙", False),
        ("en", "Baojing oranges", False),
    }
    assert len({page.translation_key for page in made}) == 1
    chinese = next(page for page in made if page.locale.language_code == "zh-hans")
    assert chinese.body == "<p>推荐</p>"
    assert chinese.get_latest_revision().user == verified.current_verification.steps.get(kind="confirmed").person
    assert [item.photo for item in chinese.gallery.all()] == [verified.current_verification.evidence.get().photo]


def test_a_second_run_adds_none(verified):
    draft_pages(verified)
    assert draft_pages(verified) == []
    assert ProductPage.objects.filter(product=verified).count() == 2


def test_a_page_that_somebody_wrote_stays_alone(verified, products_zh):
    products_zh.add_child(instance=ProductPage(title="橙", slug="cheng", product=verified, locale=products_zh.locale))
    assert [page.locale.language_code for page in draft_pages(verified)] == ["en"]


def test_none_for_a_product_that_is_not_verified(recommended):
    assert draft_pages(recommended.product) == []


def test_confirming_asks_for_them_in_its_transaction(verified):
    asked = DBTaskResult.objects.filter(task_path="products.tasks.draft_pages")
    assert [result.args_kwargs["kwargs"] for result in asked] == [{"product_id": verified.pk}]
