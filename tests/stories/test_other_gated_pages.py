"""The gate stands before product pages, lists and the front page as well."""

import pytest
from django.urls import reverse

from products.errors import Refused
from products.models import ProductPage
from stories import approval
from stories.models import Approval
from tests.stories.factories import orange


@pytest.fixture
def product_page(products_zh, people):
    page = ProductPage(title="脐橙", slug="qi-cheng", product=orange(people), owner=people["author"])
    products_zh.add_child(instance=page)
    page.save_revision(user=people["author"], log_action=True)
    return page


def test_a_product_page_starts_as_a_draft_and_needs_a_second_person(product_page, people):
    assert not ProductPage.objects.get(pk=product_page.pk).live
    with pytest.raises(Refused):
        product_page.get_latest_revision().publish()
    approval.submit(product_page, people["author"])
    with pytest.raises(Refused):
        approval.approve(product_page, people["author"])
    approval.approve(product_page, people["editor"])
    assert ProductPage.objects.get(pk=product_page.pk).live


def test_the_front_page_is_there_from_the_start_and_changes_by_approval(site, people):
    home = site.root_page.specific
    assert home.live
    home.title = "新的门面"
    revision = home.save_revision(user=people["admin"])
    with pytest.raises(Refused):
        revision.publish(user=people["admin"], skip_permission_checks=True)
    approval.submit(home, people["admin"])
    approval.approve(home, people["editor"])
    home.refresh_from_db()
    assert home.title == "新的门面"
    assert Approval.objects.get().page_id == home.pk


@pytest.mark.parametrize("which", ["home", "stories", "products"])
def test_no_publish_button_for_a_superuser(client, site, people, which, stories_zh, products_zh):
    page = {"home": site.root_page, "stories": stories_zh, "products": products_zh}[which]
    client.force_login(people["admin"])
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'name="action-publish"' not in html
    assert 'name="action-submit"' in html


def test_an_editor_can_take_a_page_down(client, product_page, people):
    approval.submit(product_page, people["author"])
    approval.approve(product_page, people["editor"])
    client.force_login(people["editor"])
    client.post(reverse("wagtailadmin_pages:unpublish", args=[product_page.pk]))
    assert not ProductPage.objects.get(pk=product_page.pk).live


def test_two_people_cannot_decide_on_the_same_submission(product_page, people):
    state = approval.submit(product_page, people["author"]).current_task_state.specific
    approval.approve(product_page, people["editor"])
    with pytest.raises(Refused) as refusal:
        state.task.specific.on_action(state, people["editor"], "approve")
    assert refusal.value.code == "approval.already_decided"
