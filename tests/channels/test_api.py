"""The channel API over HTTP: tokens, feed pages, validators, description."""

import gzip
import hashlib
import json
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from channels import editions, feed, tokens
from channels.api import answers
from channels.models import ChannelFeed, ChannelToken, Edition, FeedEntry
from tests.channels.factories import make_release
from tests.channels.http import FEED, assert_problem
from tests.channels.test_feed import withdraw

pytestmark = pytest.mark.django_db


# Tokens


@pytest.mark.parametrize("header", [{}, {"authorization": "Basic eDp5"}, {"authorization": "fst_x"}])
def test_without_a_token_nothing_is_told(client, two_channels, header):
    response = client.get(FEED, headers=header)
    assert_problem(response, 401, "token_missing")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_unknown_expired_revoked_and_foreign_tokens(get, two_channels, site):
    assert_problem(get(FEED, token="fst_made-up"), 401, "token_unknown")
    token, secret = tokens.issue("small-one", days=1)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert_problem(get(FEED, token=secret), 401, "token_expired")
    tokens.revoke(token)
    assert_problem(get(FEED, token=secret), 401, "token_revoked")
    _other, foreign = tokens.issue("small-two")
    assert_problem(get(FEED, token=foreign), 403, "token_foreign")


def test_a_token_in_the_address_is_refused(client, secret):
    assert_problem(client.get(FEED, {"access_token": secret}), 400, "token_in_url")
    assert_problem(client.get(FEED, {"x": secret}), 400, "token_in_url")


def test_an_unknown_channel_is_not_found(get):
    assert_problem(get("/api/v1/channels/nobody/feed"), 404, "channel_unknown")


def test_only_a_hash_of_the_token_is_kept(secret):
    token = ChannelToken.objects.get()
    assert secret not in json.dumps([str(value) for value in vars(token).values()])
    assert token.digest == hashlib.sha256(secret.encode()).hexdigest()


# Feed


def test_feed_has_the_editions_inline_as_stored(get, released):
    response = get(FEED)
    data = response.json()
    assert list(data) == ["channel", "entries", "next", "more"]
    assert list(data["entries"][0]) == ["cursor", "op", "story_id", "version", "etag", "at", "edition"]
    stored = Edition.objects.get(story=released[0], channel="small-one")
    assert stored.envelope in response.content.decode()
    assert data["entries"][0]["etag"] == hashlib.sha256(stored.envelope.encode()).hexdigest()
    assert "private" in response["Cache-Control"]
    assert "Authorization" in response["Vary"]


def test_the_moment_of_an_entry_is_the_one_that_was_stored(get, released):
    [entry, *_more] = get(FEED).json()["entries"]
    stored = FeedEntry.objects.get(channel="small-one", story_id=entry["story_id"])
    assert entry["at"].endswith("Z")
    assert datetime.fromisoformat(entry["at"]) == stored.at


def test_following_next_reads_everything_once(get, released):
    seen, after = [], ""
    while True:
        data = get(f"{FEED}?limit=1&after={after}").json()
        seen += [entry["story_id"] for entry in data["entries"]]
        after = data["next"]
        if not data["more"]:
            break
    assert seen == [story.pk for story in released]
    assert get(f"{FEED}?after={after}").json()["entries"] == []


def test_withdrawal_shows_in_the_next_poll(get, released, product):
    after = get(FEED).json()["next"]
    withdraw(product)
    entries = get(f"{FEED}?after={after}").json()["entries"]
    assert {(entry["op"], entry["reason"]) for entry in entries} == {("withdraw", "verification_withdrawn")}
    assert [entry["story_id"] for entry in entries] == [story.pk for story in released]
    assert all("edition" not in entry for entry in entries)


def test_feed_page_takes_few_queries_however_long(get, released):
    for limit in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            get(f"{FEED}?limit={limit}")
        assert len(queries) <= 6, [query["sql"] for query in queries]


def test_unchanged_feed_is_304_without_reading_entries(get, released):
    etag = get(FEED)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        response = get(FEED, **{"if-none-match": etag})
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag
    assert not any("feedentry" in query["sql"] for query in queries)


def test_a_new_entry_changes_the_etag(get, released, product):
    etag = get(FEED)["ETag"]
    editions.make_editions(make_release(released[0], product, text="新").pk)
    assert get(FEED, **{"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("limit", ["0", "101", "-1", "many", "1.5", "99999999999999999999"])
def test_limit_out_of_range_is_said_in_the_callers_language(get, released, limit):
    data = assert_problem(get(f"{FEED}?limit={limit}", **{"accept-language": "en"}), 422, "invalid_request")
    assert data["errors"][0]["field"] == "limit"
    english = data["errors"][0]["message"]
    assert english.startswith("Give")


@pytest.mark.parametrize("cursor", ["nonsense", "%00", "1", "你好"])
def test_a_dead_cursor_is_410_with_the_way_to_a_full_sync(get, released, cursor):
    data = assert_problem(get(f"{FEED}?after={cursor}"), 410, "cursor_gone")
    assert data["full_sync"] == FEED
    assert len(get(data["full_sync"]).json()["entries"]) == 3


def test_cursors_of_an_earlier_epoch_are_dead(get, released):
    after = get(FEED).json()["next"]
    feed.start_new_epoch()
    assert_problem(get(f"{FEED}?after={after}"), 410, "cursor_gone")


def test_an_empty_feed_is_an_empty_page(get):
    data = get(FEED).json()
    assert (data["entries"], data["more"]) == ([], False)
    assert get(f"{FEED}?after={data['next']}").status_code == 200


def test_long_answers_are_compressed_on_request(get, released):
    plain, packed = get(FEED), get(FEED, **{"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert get(FEED, **{"accept-encoding": "gzip", "if-none-match": packed["ETag"]}).status_code == 304


def test_a_page_is_joined_and_compressed_once(get, released, monkeypatch):
    first = get(FEED, **{"accept-encoding": "gzip"})
    monkeypatch.setattr(feed, "read", None)
    monkeypatch.setattr(answers.gzip, "compress", None)
    again = get(FEED, **{"accept-encoding": "br, gzip;q=0.5"})
    assert (again.status_code, again.content) == (200, first.content)
    assert again["Content-Length"] == str(len(first.content))


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "gzip; q=0.0, br", ""])
def test_who_takes_no_gzip_gets_none(get, released, accepted):
    response = get(FEED, **{"accept-encoding": accepted})
    assert "Content-Encoding" not in response
    assert response.json()["entries"]


def test_what_is_kept_of_answers_stays_small():
    bodies = answers.KeptBodies(800)
    for number in range(50):
        bodies.keep((str(number), False), b"x" * 100)
    bodies.keep(("large", False), b"x" * 101)
    assert bodies.size == sum(map(len, bodies.bodies.values())) == 800
    assert bodies.get(("large", False)) is None
    assert bodies.get(("49", False)) == b"x" * 100


def test_calls_take_no_session_and_keep_the_headers_of_the_house(get, client, settings, released):
    response = get(FEED)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert not response.cookies
    settings.ALLOWED_HOSTS = ["ours.example"]
    assert_problem(client.get(FEED, headers={"host": "foreign.example"}), 400, "http_400")


# Description


def test_channels_are_public_data(client, two_channels, db):
    response = client.get("/api/v1/channels")
    assert [spec["key"] for spec in response.json()["channels"]] == ["small-one", "small-two"]
    assert client.get("/api/v1/channels", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_openapi_describes_every_call_with_its_problems(client, db):
    spec = client.get("/api/v1/openapi.json").json()
    feed_call = spec["paths"]["/api/v1/channels/{key}/feed"]["get"]
    assert {"200", "304", "401", "403", "410", "422"} <= set(feed_call["responses"])
    assert "application/problem+json" in feed_call["responses"]["410"]["content"]
    answer = feed_call["responses"]["200"]["content"]["application/json"]
    assert answer["example"]["entries"]
    assert answer["schema"]
    assert "ProblemOut" in spec["components"]["schemas"]


def test_docs_load_from_this_site_alone(client, db):
    page = client.get("/api/v1/docs").content.decode()
    assert "swagger" in page
    assert "://" not in page.replace("http://testserver", "")


def test_an_unexpected_error_is_a_problem_without_details(get, released, monkeypatch):
    def fail(*args):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(feed, "read", fail)
    response = get(FEED)
    assert_problem(response, 500, "internal_error")
    assert b"secret detail" not in response.content


def test_feed_row_exists_once_a_token_was_issued(secret):
    assert ChannelFeed.objects.filter(channel="small-one").exists()
