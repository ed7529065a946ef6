"""Losses summed per channel, down to the stories, and as a spreadsheet."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from channels import loss_sums
from channels.models import Edition

pytestmark = pytest.mark.django_db
PAGE = "/admin/channel-losses/"


@pytest.fixture
def lossy(released):
    """Three stories on two channels; on one channel a way to buy is lost twice."""
    light = {"code": "alt_not_taken", "block": "b", "what": "一张照片", "weight": "light"}
    heavy = {"code": "purchase_link_lost", "block": "c", "what": "=京东", "weight": "heavy"}
    Edition.objects.update(losses=[light])
    first = Edition.objects.filter(channel="small-two").earliest("pk")
    Edition.objects.filter(pk=first.pk).update(losses=[light, heavy, heavy])
    return first


@pytest.fixture
def client(client, people):
    client.force_login(people["operator"])
    return client


def test_sums_count_losses_and_editions_heaviest_first(lossy):
    rows = loss_sums.sums(loss_sums.editions_in(0))
    assert [(row.channel, row.code, row.times, row.editions) for row in rows] == [
        ("small-one", "alt_not_taken", 3, 3),
        ("small-two", "purchase_link_lost", 2, 1),
        ("small-two", "alt_not_taken", 3, 3),
    ]
    assert [row.code for row in loss_sums.sums(loss_sums.editions_in(30), "heavy")] == ["purchase_link_lost"]
    Edition.objects.filter(pk=lossy.pk).update(current=False)
    assert loss_sums.sums(loss_sums.editions_in(0), "heavy") == []


def test_the_page_leads_to_the_stories(client, lossy):
    page = client.get(PAGE, {"weight": "heavy"})
    address = f"{PAGE}small-two/purchase_link_lost/"
    assert address in page.content.decode()
    stories = client.get(address).content.decode()
    assert lossy.story.title in stories
    assert "=京东" in stories
    assert client.get(f"{PAGE}nobody/nothing/").status_code == 200
    for query in ({"days": "x"}, {"weight": "x"}, {"channel": "x"}, {"export": "pdf"}):
        assert client.get(PAGE, query).status_code == 200


def test_the_download_has_the_same_and_no_formula(client, lossy):
    rows = b"".join(client.get(PAGE, {"export": "csv"}).streaming_content).decode().splitlines()
    assert len(rows) == 4
    assert any("purchase_link_lost" in row and row.endswith(",2,1") for row in rows)
    stories = client.get(f"{PAGE}small-two/purchase_link_lost/", {"export": "csv"})
    assert "'=京东" in b"".join(stories.streaming_content).decode()
    assert client.get(PAGE, {"export": "xlsx"}).status_code == 200


def test_more_editions_ask_no_more(client, lossy):
    client.get(PAGE)
    for address in (PAGE, f"{PAGE}small-two/alt_not_taken/"):
        with CaptureQueriesContext(connection) as all_of_them:
            client.get(address)
        Edition.objects.filter(channel="small-two").exclude(pk=lossy.pk).update(losses=[])
        with CaptureQueriesContext(connection) as fewer:
            client.get(address)
        assert len(fewer) == len(all_of_them)


def test_others_have_no_way_in(client, lossy, people):
    client.force_login(people["author"])
    for address in (PAGE, f"{PAGE}small-two/alt_not_taken/"):
        assert client.get(address).status_code in (302, 403)
