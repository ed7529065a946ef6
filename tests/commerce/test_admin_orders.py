"""Orders in the admin: progress, undo, rejected rows, matching, drill-down, statements and secrets."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commerce import impact, unfinished
from commerce.admin import import_pages
from commerce.models import ImportState, LedgerEntry, OrderImport, OrderLine, SkuMatch, WaitingImport, WebhookSecret
from products.cells_out import plain
from tests.commerce.factories import csv_file, open_shop, order_row
from tests.commerce.lines import net
from tests.commerce.senders import body_of, headers_for, order

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(stories_zh):
    return open_shop(stories_zh, sku="777000000005", price_fen=2800, net_grams=5000)


@pytest.fixture
def analyst(client, people, shop):
    client.force_login(people["analyst"])
    return client


def send(client, page: str, data: bytes, **fields):
    file = SimpleUploadedFile("orders.csv", data)
    return client.post(reverse(page), {"platform": "jd", "file": file, **fields})


def imported(client, *rows) -> OrderImport:
    client.post(send(client, "orderimport:upload", csv_file(list(rows)))["Location"], {"import": ""})
    return OrderImport.objects.latest("pk")


def test_a_long_file_is_worked_in_the_background_and_shows_how_far_it_is(analyst, monkeypatch):
    monkeypatch.setattr(import_pages, "AT_ONCE", 2)
    monkeypatch.setattr("commerce.importing.comparing.BATCH", 2)
    where = send(analyst, "orderimport:upload", csv_file([order_row() for _ in range(5)]))["Location"]
    answer = analyst.post(where, {"import": ""})
    record = OrderImport.objects.get()
    assert answer["Location"] == reverse("orderimport:detail", args=[record.pk])
    assert (record.state, net()) == (ImportState.RUNNING, (0, 0, 0))
    assert not WaitingImport.objects.exists()
    page = analyst.get(answer["Location"])
    assert page["Refresh"] == "2"
    assert "<progress" in page.content.decode()
    unfinished.finish_import(record.pk)
    page = analyst.get(answer["Location"])
    assert "Refresh" not in page
    assert net() == (5, 25_000, 14_000)


def test_undo_by_hand_and_who_may(analyst, client, people):
    record = imported(analyst, order_row())
    where = reverse("orderimport:detail", args=[record.pk])
    assert analyst.get(where).context["may_undo"]
    client.force_login(people["operator"])
    assert client.post(where).status_code in (302, 403)
    assert net() == (1, 5000, 2800)
    client.force_login(people["analyst"])
    analyst.post(where)
    record.refresh_from_db()
    assert (record.state, record.undone_by, net()) == ("undone", people["analyst"], (0, 0, 0))
    assert not analyst.get(where).context["may_undo"]
    analyst.post(where)
    assert LedgerEntry.objects.count() == 2


def test_all_rejected_rows_are_a_download_that_computes_nothing(analyst, client, people, monkeypatch):
    monkeypatch.setattr(import_pages, "REJECTED_SHOWN", 1)
    rows = [order_row(), order_row(skuNum="-1"), order_row(validCode="999")]
    answer = send(analyst, "orderimport:upload", csv_file(rows))
    assert (len(answer.context["rejected"]), answer.context["rejected_count"]) == (1, 2)
    where = reverse("orderimport:rejected", args=[answer.context["waiting"].pk])
    assert where in answer.content.decode()
    lines = analyst.get(where).content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["3", "4"]
    assert analyst.get(reverse("orderimport:waiting", args=[answer.context["waiting"].pk])).status_code == 404
    client.force_login(people["admin"])
    assert client.get(where).status_code == 404


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_text_that_would_compute_is_neutralised(text):
    assert plain(text) == f"'{text}"
    assert plain(-5) == -5
    assert plain("京东 1=1") == "京东 1=1"


def test_a_sku_is_matched_to_an_offer_and_its_lines_count(analyst, shop):
    imported(analyst, order_row(skuId="55", skuName="脐橙小箱", skuNum="2"), order_row(skuId="55"))
    where = reverse("unmatched_orders:match", args=["jd", "55"])
    assert where in analyst.get(reverse("unmatched_orders:index")).content.decode()
    assert "脐橙小箱" in analyst.get(where).content.decode()
    assert analyst.post(where, {"offer": shop.offer.pk, "unit_grams": 0}).status_code == 200
    analyst.post(where, {"offer": shop.offer.pk, "unit_grams": "2.5"})
    assert net() == (3, 7500, 5600)
    assert set(LedgerEntry.objects.values_list("reason", flat=True)) == {"matched"}
    assert analyst.get(where).status_code == 404
    imported(analyst, order_row(skuId="55"))
    assert net() == (4, 10_000, 8400)


def test_matching_needs_its_permission(client, people, shop, analyst):
    imported(analyst, order_row(skuId="55"))
    client.force_login(people["operator"])
    where = reverse("unmatched_orders:match", args=["jd", "55"])
    assert client.post(where, {"offer": shop.offer.pk, "unit_grams": "2.5"}).status_code in (302, 403)
    assert not SkuMatch.objects.exists()


def test_every_total_leads_down_to_its_lines(analyst, shop):
    imported(analyst, order_row(subUnionId=shop.link.code), order_row(skuNum="2", skuReturnNum="1"), order_row())
    where = reverse("ledgerentry:index")
    assert str(analyst.get(where).context["total"]["yuan"]) == "70.00"
    for row in impact.by_story():
        query = {"story": row.key} if row.key else {"unattributed": "true"}
        total = analyst.get(where, query).context["total"]
        assert total["yuan"] == row.figures.yuan
        assert total["kg"] == row.figures.kg
    for query in ({"channel": "web"}, {"product": shop.product.pk}, {"placement": "card-1"}, {"end": "2020-01-01"}):
        assert analyst.get(where, query).status_code == 200
    assert analyst.get(where, {"product": "x", "story": "1e9", "start": "never"}).status_code == 200
    line = OrderLine.objects.get(quantity=2)
    page = analyst.get(reverse("ledgerentry:line", args=[line.pk]))
    assert [str(item["yuan"]) for item in page.context["entries"]] == ["14.00"]


def test_the_ledger_opens_with_a_fixed_number_of_queries(analyst, django_assert_max_num_queries):
    imported(analyst, *(order_row() for _ in range(30)))
    analyst.get(reverse("ledgerentry:index"))
    with django_assert_max_num_queries(20):
        assert len(analyst.get(reverse("ledgerentry:index")).context["object_list"]) == 30


def test_a_statement_is_held_against_the_ledger_to_the_fen(analyst):
    same, less, missing, ours = (order_row() for _ in range(4))
    waiting = order_row(skuId="55")
    imported(analyst, same, less, ours, waiting)
    statement = csv_file([same, {**less, "estimateCosPrice": "27.99"}, missing, waiting])
    result = send(analyst, "statements:index", statement).context["result"]
    found = {(one.kind, one.order_id): one.fen for one in result.differences}
    assert found == {
        ("differs", less["orderId"]): 1,
        ("absent", missing["orderId"]): -2800,
        ("not_counted", waiting["orderId"]): -2800,
        ("extra", ours["orderId"]): 2800,
    }
    assert (result.lines, result.agreeing) == (4, 1)
    assert result.fen == sum(found.values())
    assert OrderLine.objects.count() == 4
    download = send(analyst, "statements:index", statement, download="")
    assert len(download.content.decode("utf-8-sig").splitlines()) == 5


def test_a_statement_that_agrees_or_cannot_be_read(analyst):
    rows = [order_row(), order_row(validCode="3")]
    imported(analyst, *rows)
    assert send(analyst, "statements:index", csv_file(rows)).context["result"].differences == []
    assert send(analyst, "statements:index", b"a,b\n1,2\n").status_code == 422
    assert send(analyst, "statements:index", csv_file([order_row(skuNum="x")])).status_code == 422


def test_a_secret_is_shown_once_and_revoked(client, people, shop):
    client.force_login(people["operator"])
    answer = client.post(reverse("webhooksecret:add"), {"platform": "jd", "note": "桥"})
    text = answer.context["secret"]
    assert text in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    listing = client.get(reverse("webhooksecret:index")).content.decode()
    assert "桥" in listing
    assert text not in listing
    body = body_of(order())
    post = {"content_type": "application/json", "headers": headers_for(body, text)}
    assert client.post("/api/v1/orders/jd", body, **post).status_code == 202
    revoke = reverse("webhooksecret:revoke", args=[WebhookSecret.objects.get().pk])
    assert client.get(revoke).status_code == 200
    client.post(revoke)
    assert client.post("/api/v1/orders/jd", body, **post).status_code == 401
