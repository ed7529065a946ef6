"""The pages of this room in the admin: who may see them, and importing a file by hand."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from commerce.importing.parsing import parse
from commerce.importing.waiting import keep, kept
from commerce.models import Campaign, LedgerEntry, OrderImport, OrderLine, WaitingImport
from tests.commerce.factories import csv_file, open_shop, order_row
from tests.factories import OfferFactory

PAGES = {
    "orderimport:index": {"analyst"},
    "orderimport:upload": {"analyst"},
    "impact:index": {"analyst"},
    "unmatched_orders:index": {"analyst"},
    "purchaselink:index": {"analyst", "operator"},
    "campaign:index": {"analyst"},
    "ledgerentry:index": {"analyst"},
    "statements:index": {"analyst"},
    "webhooksecret:index": {"operator"},
    "webhooksecret:add": {"operator"},
}


@pytest.fixture
def shop(stories_zh):
    return open_shop(stories_zh, sku="777000000005", price_fen=2800, net_grams=5000)


@pytest.fixture
def analyst(client, people):
    client.force_login(people["analyst"])
    return client


def upload(client, data: bytes, **fields):
    file = SimpleUploadedFile("orders.csv", data)
    return client.post(reverse("orderimport:upload"), {"platform": "jd", "file": file, **fields})


def test_each_page_opens_for_its_roles_alone(client, people, shop):
    for page, roles in PAGES.items():
        for role, person in people.items():
            client.force_login(person)
            status = client.get(reverse(page)).status_code
            assert (status == 200) == (role in roles or role == "admin"), (page, role, status)
    client.logout()
    assert client.get(reverse("orderimport:upload")).status_code == 302


def test_the_menu_shows_what_may_be_opened(client, people):
    for role, shown in (("analyst", True), ("author", False)):
        client.force_login(people[role])
        assert (reverse("impact:index").encode() in client.get(reverse("wagtailadmin_home")).content) == shown


def test_upload_check_confirm(analyst, people, shop):
    answer = upload(analyst, csv_file([order_row(), order_row(skuId="55", skuName="板栗")]))
    waiting = WaitingImport.objects.get()
    assert answer["Location"] == reverse("orderimport:waiting", args=[waiting.pk])
    page = analyst.get(answer["Location"])
    assert (page.context["report"].added, page.context["report"].fen) == (2, 2800)
    assert "板栗" in page.content.decode()
    assert not OrderLine.objects.exists()

    assert analyst.post(answer["Location"], {"import": ""})["Location"] == reverse("orderimport:index")
    record = OrderImport.objects.get()
    assert (record.rows, record.added, record.by, record.file_name) == (2, 2, people["analyst"], "orders.csv")
    assert LedgerEntry.objects.count() == 1
    assert not WaitingImport.objects.exists()
    assert "orders.csv" in analyst.get(reverse("orderimport:index")).content.decode()


def test_discarding_leaves_nothing(analyst, shop):
    where = upload(analyst, csv_file([order_row()]))["Location"]
    analyst.post(where, {"discard": ""})
    assert not WaitingImport.objects.exists()
    assert not OrderLine.objects.exists()


def test_a_file_confirmed_twice_counts_once(analyst, shop):
    data = csv_file([order_row()])
    first, second = upload(analyst, data)["Location"], upload(analyst, data)["Location"]
    analyst.post(first, {"import": ""})
    assert analyst.get(second).context["report"].duplicate_of
    analyst.post(second, {"import": ""})
    assert (OrderImport.objects.count(), LedgerEntry.objects.count()) == (1, 1)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_rejected_rows_are_listed_with_their_reasons(analyst, shop, language):
    answer = upload(analyst, csv_file([order_row(), order_row(skuNum="many", buyer="jd_secret")]))
    assert answer.status_code == 422
    assert [item.row for item in answer.context["rejected"]] == [3]
    assert "skuNum" in answer.content.decode()
    assert kept(WaitingImport.objects.get()).rows == []


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b"PK\x03\x04nothing", "淘宝父订单编号,商品id\n1,2\n".encode()])
def test_a_file_that_is_no_order_file_is_refused_at_its_field(analyst, data):
    answer = upload(analyst, data)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_no_file_no_shop(analyst):
    assert analyst.post(reverse("orderimport:upload"), {}).status_code == 422
    assert upload(analyst, csv_file([order_row()]), platform="amazon").status_code == 422


def test_another_persons_waiting_file_is_not_there(client, people, analyst, shop):
    where = upload(analyst, csv_file([order_row()]))["Location"]
    client.force_login(people["admin"])
    assert client.get(where).status_code == 404
    assert client.post(where, {"import": ""}).status_code == 404


def test_what_waits_is_what_was_read_and_names_nobody(people, shop):
    rows = [order_row(buyer="jd_secret_name", subUnionId=shop.link.code, skuName="脐橙"), order_row(buyer="")]
    parsed = parse(csv_file(rows), "orders.csv", "jd")
    waiting = keep(parsed, people["analyst"])
    waiting.refresh_from_db()
    assert kept(waiting) == parsed
    import zlib

    assert b"jd_secret_name" not in zlib.decompress(bytes(waiting.rows))


def test_what_nobody_confirms_is_gone_after_a_day(people, shop):
    parsed = parse(csv_file([order_row()]), "orders.csv", "jd")
    old = keep(parsed, people["analyst"])
    WaitingImport.objects.update(at=timezone.now() - timedelta(hours=25))
    keep(parsed, people["analyst"])
    assert not WaitingImport.objects.filter(pk=old.pk).exists()


def test_unmatched_lines_are_matched_by_hand(client, people, analyst, shop):
    upload_and_import(analyst, order_row(skuId="55"))
    where = reverse("unmatched_orders:index")
    assert [group["sku"] for group in analyst.get(where).context["groups"]] == ["55"]
    analyst.post(where)
    assert not LedgerEntry.objects.exists()
    OfferFactory(product=shop.product, sku="55")
    analyst.post(where)
    assert LedgerEntry.objects.count() == 1
    assert analyst.get(where).context["groups"] == []
    client.force_login(people["operator"])
    assert client.post(where).status_code == 302  # to the login page or back: nothing to do here


def upload_and_import(client, *rows) -> None:
    client.post(upload(client, csv_file(list(rows)))["Location"], {"import": ""})


def test_impact_by_window_and_campaign(analyst, shop):
    upload_and_import(analyst, order_row(orderTime="2026-11-07 10:00:00"), order_row(orderTime="2026-11-09 10:00:00"))
    where = reverse("impact:index")
    campaign = Campaign.objects.create(
        key="c", name_zh="活动", name_en="Campaign", starts="2026-11-07", ends="2026-11-08"
    )
    for query, fen in [
        ("", 5600),
        ("?start=2026-11-08", 2800),
        ("?end=2026-11-06", 0),
        (f"?campaign={campaign.pk}", 2800),
        ("?start=nonsense&end=2026-13-99", 5600),
        ("?start=2026-11-09&end=2026-11-07", 5600),
    ]:
        answer = analyst.get(where + query)
        assert answer.status_code == 200
        assert answer.context["totals"].fen == fen, query


def test_links_are_listed_with_their_clicks(analyst, shop, client):
    client.get(f"/go/{shop.link.code}", headers={"user-agent": "Mozilla/5.0 (iPhone) MicroMessenger/8.0"})
    client.get(f"/go/{shop.link.code}", headers={"user-agent": "curl/8"})
    answer = analyst.get(reverse("purchaselink:index"))
    link = answer.context["object_list"][0]
    assert (link.counted, link.flagged) == (1, 1)
