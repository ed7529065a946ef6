"""What answers under `/api/` beside the calls themselves is a problem too, and HEAD is answered everywhere."""

import pytest
from django.test import Client
from django.utils.translation import override

from channels import tokens
from channels.api.problems import TITLES
from tests.channels.http import assert_problem

pytestmark = pytest.mark.django_db

FEED = "/api/v1/channels/wechat-oa/feed"
CHINESE = {"accept-language": "zh-CN"}


@pytest.fixture
def bearer(site) -> dict:
    return {"authorization": f"Bearer {tokens.issue('wechat-oa')[1]}"}


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/nothing", f"{FEED}/", f"{FEED}.atom"])
def test_a_missing_address_is_a_problem_in_the_callers_language(site, client, path):
    title = assert_problem(client.get(path, headers=CHINESE), 404, "not_found")["title"]
    with override("zh-hans"):
        assert title == str(TITLES[404])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_a_wrong_method_is_a_problem_that_names_the_right_one(client, method):
    response = getattr(client, method)(FEED)
    assert_problem(response, 405, "method_not_allowed")
    assert response["Allow"] == "GET"


def test_a_post_to_the_description_is_a_problem(site):
    assert_problem(Client(enforce_csrf_checks=True).post("/api/v1/openapi.json"), 403, "forbidden")


def test_a_condition_that_does_not_hold_is_a_problem(client, bearer):
    response = client.get(FEED, headers={**bearer, "if-match": '"another"'})
    assert_problem(response, 412, "precondition_failed")


def test_a_body_beyond_the_limit_is_413(client, bearer, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = client.post(
        "/api/v1/channels/wechat-oa/receipts",
        {"story_id": 1, "version": 1, "state": "published", "message": "x" * 200},
        content_type="application/json",
        headers=bearer,
    )
    assert_problem(response, 413, "too_large")


def test_head_has_the_headers_of_get_and_no_body(client, bearer, site):
    for path in (FEED, "/api/v1/channels", "/zh-hans/"):
        got, head = client.get(path, headers=bearer), client.head(path, headers=bearer)
        assert head.status_code == 200
        assert head.content == b""
        assert head["Content-Length"] == str(len(got.content)) == got["Content-Length"]
        assert head.get("ETag") == got.get("ETag")


def test_a_pages_own_answers_stay_pages(site, client):
    assert client.get("/verify/NOBODY")["Content-Type"].startswith("text/html")


def test_the_values_to_choose_from_are_listed_without_english_words(client, bearer):
    body = {"story_id": 1, "version": 1, "state": "lost"}
    response = client.post(
        "/api/v1/channels/wechat-oa/receipts",
        body,
        content_type="application/json",
        headers={**bearer, **CHINESE},
    )
    [error] = assert_problem(response, 422, "invalid_request")["errors"]
    assert "'published', 'rejected', 'removed'" in error["message"]
