"""Channels in the admin: who may see what, and a token that is shown once."""

from datetime import UTC, date, datetime

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from channels import editions, tokens
from channels.contract import Finding
from channels.models import AccessCount, ChannelToken, Edition, Receipt
from tests.channels.factories import make_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(two_channels, story, product):
    editions.make_editions(make_release(story, product).pk)
    return Edition.objects.get(channel="small-one")


def test_a_token_is_shown_once_and_opens_its_channel(as_role, two_channels, people):
    client = as_role("operator")
    form = {"channel": "small-one", "days": "30", "note": "for tests", "scopes": ["read"]}
    page = client.post(reverse("channeltoken:add"), form)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    secret = page.context["secret"]
    assert secret in page.content.decode()
    token = ChannelToken.objects.get()
    assert (token.channel, token.created_by, token.note) == ("small-one", people["operator"], "for tests")
    assert token.scopes == "read"
    assert tokens.find(secret) == token
    assert secret not in client.get(reverse("channeltoken:index")).content.decode()


@pytest.mark.parametrize(
    "data", [{"channel": "nobody", "days": "3"}, {"channel": "small-one", "days": "0"}, {"scopes": ["all"]}, {}]
)
def test_a_bad_token_form_makes_nothing(as_role, two_channels, data):
    form = {"scopes": ["read"], **data} if data else data
    page = as_role("operator").post(reverse("channeltoken:add"), form)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not ChannelToken.objects.exists()


def test_revoking_asks_first_and_is_logged(as_role, two_channels, people):
    token, _secret = tokens.issue("small-one")
    client = as_role("operator")
    url = reverse("channeltoken:revoke", args=[token.pk])
    assert url in client.get(reverse("channeltoken:index")).content.decode()
    assert client.get(url).status_code == 200
    token.refresh_from_db()
    assert token.state() == "valid"
    client.post(url)
    token.refresh_from_db()
    assert token.state() == "revoked"
    logged = ModelLogEntry.objects.filter(action=tokens.REVOKED)
    assert [entry.user for entry in logged] == [people["operator"]]
    client.post(url)
    assert logged.count() == 1
    assert url not in client.get(reverse("channeltoken:index")).content.decode()


def test_the_use_of_a_token_is_shown_by_day_call_and_answer(as_role, two_channels):
    token, _secret = tokens.issue("small-one", scopes=["read"])
    client = as_role("operator")
    url = reverse("channeltoken:use", args=[token.pk])
    assert url in client.get(reverse("channeltoken:index")).content.decode()
    with override("en"):
        assert "Never used" in client.get(url, headers={"accept-language": "en"}).content.decode()
    AccessCount.objects.create(token=token, day=date(2026, 11, 20), call="read_feed", status=304, count=2880)
    tokens.revoke(token)
    page = client.get(url).content.decode()
    assert "304" in page
    assert "2880" in page.replace(",", "")
    assert url in client.get(reverse("channeltoken:index")).content.decode(), "a revoked one's use is still to be seen"


def test_editions_are_listed_filtered_and_shown_with_findings(
    as_role, edition, monkeypatch, two_channels, story, product
):
    monkeypatch.setattr(two_channels[0], "check", lambda document: [Finding("small-one.title_missing", "block")])
    editions.make_editions(make_release(story, product, text="二").pk)
    client = as_role("operator")
    listing = client.get(reverse("edition:index"), {"channel": "small-one", "state": "blocked"})
    [blocked] = listing.context["object_list"]
    assert blocked.release.version == 2
    page = client.get(reverse("edition:inspect", args=[blocked.pk])).content.decode()
    assert blocked.story.title in page
    ready = client.get(reverse("edition:inspect", args=[edition.pk])).content.decode()
    assert "橘子熟了" in ready
    assert "/go/s" in ready


def test_receipts_are_listed(as_role, edition):
    receipt = Receipt.objects.create(channel="small-one", story=edition.story, version=1, state="published")
    client = as_role("operator")
    assert [row.pk for row in client.get(reverse("receipt:index")).context["object_list"]] == [receipt.pk]
    Receipt.objects.update(at=datetime(2026, 11, 8, 16, 30, tzinfo=UTC))
    page = client.get(reverse("receipt:inspect", args=[receipt.pk])).content.decode()
    assert "<dd>渠道small-one</dd>" in "".join(page.split())
    assert "2026年11月9日" in page, "it is the next day in China"


@pytest.mark.parametrize("role", ["author", "editor", "recommender", "inspector", "confirmer", "analyst"])
def test_others_have_no_way_in(as_role, edition, role):
    client = as_role(role)
    token, _secret = tokens.issue("small-one")
    addresses = [
        reverse("channeltoken:index"),
        reverse("channeltoken:add"),
        reverse("channeltoken:revoke", args=[token.pk]),
        reverse("channeltoken:use", args=[token.pk]),
        reverse("edition:index"),
        reverse("edition:inspect", args=[edition.pk]),
        reverse("receipt:index"),
    ]
    for address in addresses:
        for answer in (client.get(address), client.post(address, {"channel": "small-one", "days": "1"})):
            assert answer.status_code in (302, 403, 405)
            if answer.status_code == 302:
                assert answer.url == reverse("wagtailadmin_home")
    token.refresh_from_db()
    assert token.state() == "valid"
    assert ChannelToken.objects.count() == 1


def test_nobody_edits_or_deletes(as_role, edition):
    """Not even a superuser has an address for it."""
    for name in ("edition:edit", "edition:add", "edition:delete", "channeltoken:edit", "channeltoken:delete"):
        with pytest.raises(NoReverseMatch):
            reverse(name, args=[1])
