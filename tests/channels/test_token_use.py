"""How often a token may ask, what it may ask for, and what is written down of it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from channels import access, tokens
from channels.models import AccessCount, ChannelToken
from products.errors import Refused
from tests.channels.http import FEED, assert_problem, edition_path
from tests.hung_up import hang_up

pytestmark = pytest.mark.django_db

NOON = "2026-11-20T04:00:10Z"
RECEIPTS = "/api/v1/channels/small-one/receipts"


@pytest.fixture(autouse=True)
def nothing_counted():
    """Tokens of other tests have the same ids."""
    cache.clear()
    access._ledger.take()
    yield
    access._ledger.take()


def counts() -> dict[tuple[str, int], int]:
    access.flush()
    return {(row.call, row.status): row.count for row in AccessCount.objects.all()}


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor == "sqlite", reason="there is no server that could hang up")
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_died_meanwhile_is_made_anew(get):
    assert get(FEED).status_code == 200
    hang_up()
    assert get(FEED).status_code == 200


# The limit


def test_beyond_the_limit_comes_429_with_the_seconds_to_wait(get, settings):
    settings.API_RATE_PER_MINUTE = 3
    with time_machine.travel(NOON, tick=False):
        assert [get(FEED).status_code for _call in range(3)] == [200, 200, 200]
        response = get(FEED)
        data = assert_problem(response, 429, "too_many_requests")
        assert response["Retry-After"] == "50"
        assert data["retry_after"] == 50
    with time_machine.travel("2026-11-20T04:01:00Z", tick=False):
        assert get(FEED).status_code == 200


def test_every_token_has_a_limit_of_its_own_over_all_calls(get, settings, released):
    settings.API_RATE_PER_MINUTE = 1
    _token, other = tokens.issue("small-one")
    with time_machine.travel(NOON, tick=False):
        assert get(edition_path(released[0])).status_code == 200
        assert_problem(get(FEED), 429, "too_many_requests")
        assert get(FEED, token=other).status_code == 200


def test_no_limit_where_it_is_set_to_zero(get, settings):
    settings.API_RATE_PER_MINUTE = 0
    assert {get(FEED).status_code for _call in range(5)} == {200}


def test_a_cache_that_is_down_limits_nobody(get, settings, monkeypatch, caplog):
    def fail(*args, **options):
        raise ConnectionError("no cache")

    settings.API_RATE_PER_MINUTE = 1
    monkeypatch.setattr(cache, "incr", fail)
    assert {get(FEED).status_code for _call in range(3)} == {200}
    assert "cannot be counted" in caplog.text


def test_the_limit_is_described(client):
    calls = client.get("/api/v1/openapi.json").json()["paths"]
    limited = [call["responses"]["429"] for path in calls.values() for call in path.values() if call.get("security")]
    assert len(limited) == 6
    assert all("Retry-After" in answer["headers"] for answer in limited)


# Scopes


def test_a_token_may_do_only_what_it_was_made_for(get, client, released):
    report = {"story_id": released[0].pk, "version": 1, "state": "published"}
    _token, reads = tokens.issue("small-one", scopes=["read"])
    _token, reports = tokens.issue("small-one", scopes=["report"])

    def send(token):
        headers = {"authorization": f"Bearer {token}"}
        return client.post(RECEIPTS, report, content_type="application/json", headers=headers)

    assert get(FEED, token=reads).status_code == 200
    assert_problem(send(reads), 403, "token_scope")
    assert send(reports).status_code == 201
    for path in (FEED, edition_path(released[0]), edition_path(released[0], "/package")):
        assert_problem(get(path, token=reports), 403, "token_scope")


@pytest.mark.parametrize("scopes", [[], ["write"], ["read", "write"]])
def test_a_token_for_nothing_or_for_the_unknown_is_not_made(two_channels, scopes):
    with pytest.raises(Refused):
        tokens.issue("small-one", scopes=scopes)


def test_scopes_at_the_command_line(two_channels, capsys):
    call_command("channel_token", "create", "small-one", "--scope", "report")
    assert ChannelToken.objects.get().scopes == "report"
    call_command("channel_token", "list")
    assert "report" in capsys.readouterr().out


# What is written down


def test_calls_are_counted_by_day_and_answer(get, released):
    etag = get(FEED)["ETag"]
    get(FEED, **{"if-none-match": etag})
    get(FEED, **{"if-none-match": etag})
    get(f"{FEED}?after=dead")
    get(edition_path(released[0]))
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        get(FEED)
    assert counts() == {
        ("read_feed", 200): 1,
        ("read_feed", 304): 2,
        ("read_feed", 410): 1,
        ("read_edition", 200): 1,
        ("read_feed", 401): 1,
    }
    get(FEED)
    assert counts()["read_feed", 200] == 2


def test_unknown_tokens_leave_nothing(get, two_channels):
    get(FEED, token="fst_made-up")
    assert counts() == {}


def test_the_last_use_is_kept_and_never_goes_back(get):
    with time_machine.travel(NOON, tick=False):
        get(FEED)
        access.flush()
    token = ChannelToken.objects.get()
    assert token.last_used_at.isoformat() == "2026-11-20T04:00:10+00:00"
    with time_machine.travel("2026-11-19T00:00:00Z", tick=False):
        get(FEED)
        access.flush()
    token.refresh_from_db()
    assert token.last_used_at.isoformat() == "2026-11-20T04:00:10+00:00"


def test_a_call_waits_for_no_writer(get, released):
    get(FEED)
    with CaptureQueriesContext(connection) as queries:
        get(FEED)
    assert len(queries) == 1
    assert queries[0]["sql"].strip().startswith("SELECT")


def test_counts_are_written_once_they_are_due(get, settings):
    settings.ACCESS_LOG_SECONDS = 0
    access._ledger.take()
    get(FEED)
    assert AccessCount.objects.get().count == 1


def test_old_counts_go(get):
    token = ChannelToken.objects.get()
    today = timezone.localdate()
    for age in (access.KEPT_DAYS, access.KEPT_DAYS + 1):
        AccessCount.objects.create(token=token, day=today - timedelta(days=age), call="read_feed", status=200, count=1)
    access._ledger.cleared = None
    get(FEED)
    access.flush()
    assert [(today - row.day).days for row in AccessCount.objects.all()] == [0, access.KEPT_DAYS]


def test_a_database_that_fails_is_no_matter_of_the_caller(get, settings, monkeypatch, caplog):
    def fail(*args):
        raise DatabaseError("full")

    settings.ACCESS_LOG_SECONDS = 0
    access._ledger.take()
    monkeypatch.setattr(access, "_add", fail)
    assert get(FEED).status_code == 200
    assert "could not be written" in caplog.text
