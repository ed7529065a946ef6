"""The channel API over HTTP: single editions, packages, receipts."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from channels.models import Edition, Receipt, RenderedAsset
from tests.channels.http import assert_problem, edition_path
from tests.channels.test_feed import withdraw

pytestmark = pytest.mark.django_db


# Editions


def test_edition_is_the_stored_text(get, released):
    response = get(edition_path(released[0]))
    stored = Edition.objects.get(story=released[0], channel="small-one")
    assert response.content.decode() == stored.envelope
    assert response["ETag"] == f'"{hashlib.sha256(response.content).hexdigest()}"'
    again = get(edition_path(released[0]), **{"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_edition_takes_few_queries(get, released):
    with CaptureQueriesContext(connection) as queries:
        get(edition_path(released[0]))
    assert len(queries) <= 3


def test_withdrawn_and_unknown_editions(get, released, product):
    withdraw(product)
    assert_problem(get(edition_path(released[0])), 410, "edition_withdrawn")
    assert_problem(get(edition_path(released[0], "/package")), 410, "edition_withdrawn")
    assert_problem(get("/api/v1/channels/small-one/editions/999999"), 404, "edition_unknown")
    assert_problem(get("/api/v1/channels/small-one/editions/99999999999999999999"), 422, "invalid_request")


# Packages


def test_package_holds_what_its_checksums_say(get, released):
    response = get(edition_path(released[0], "/package"))
    assert response["Content-Type"] == "application/zip"
    assert f"small-one-{released[0].pk}-v1.zip" in response["Content-Disposition"]
    package = zipfile.ZipFile(io.BytesIO(b"".join(response)))
    assert package.testzip() is None
    lines = package.read("checksums.txt").decode().splitlines()
    sums = dict(reversed(line.split("  ")) for line in lines)
    assert {*sums, "checksums.txt"} == set(package.namelist())
    for name, digest in sums.items():
        assert hashlib.sha256(package.read(name)).hexdigest() == digest
    stored = Edition.objects.get(story=released[0], channel="small-one")
    assert package.read("envelope.json").decode() == stored.envelope
    payload = package.read("payload.json").decode()
    assert f'"payload":{payload},' in stored.envelope
    assets = {f"assets/{asset['name']}" for asset in json.loads(stored.envelope)["assets"]}
    assert assets <= set(package.namelist())
    readme = package.read("README.txt").decode()
    assert "渠道small-one" in readme
    assert "Channel small-one" in readme


def test_the_same_package_has_the_same_bytes(get, released):
    first = b"".join(get(edition_path(released[0], "/package")))
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        second = b"".join(get(edition_path(released[0], "/package")))
    assert first == second


def test_package_with_a_file_changed_or_gone_is_refused(get, released):
    row = RenderedAsset.objects.filter(source__startswith="photo").first()
    with row.file.storage.open(row.file.name, "wb") as file:
        file.write(b"other bytes")
    assert_problem(get(edition_path(released[0], "/package")), 503, "package_incomplete")
    row.file.storage.delete(row.file.name)
    assert_problem(get(edition_path(released[0], "/package")), 503, "package_incomplete")


# Receipts


@pytest.fixture
def report(client, secret):
    def call(body, **extra):
        data = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return client.post(
            "/api/v1/channels/small-one/receipts",
            data,
            content_type="application/json",
            headers={"authorization": f"Bearer {secret}", **extra},
        )

    return call


def test_a_receipt_is_kept_once(report, released):
    body = {"story_id": released[0].pk, "version": 1, "state": "published", "external_id": "a1"}
    first, second = report(body), report(body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert (first.json()["new"], second.json()["new"]) == (True, False)
    assert Receipt.objects.count() == 1


def test_each_state_of_a_version_is_its_own_receipt(report, released):
    for state in ("published", "removed"):
        assert report({"story_id": released[0].pk, "version": 1, "state": state}).status_code == 201
    assert Receipt.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"state": "liked"}, "state"),
        ({"version": 0}, "version"),
        ({"version": "one"}, "version"),
        ({"story_id": 2**70}, "story_id"),
        ({"external_url": "javascript:alert(1)"}, "external_url"),
        ({"external_url": "nowhere"}, "external_url"),
        ({"message": "a\u0000b"}, "message"),
        ({"external_id": "x" * 201}, "external_id"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_receipt_with_a_bad_value_changes_nothing(report, released, change, field):
    body = {"story_id": released[0].pk, "version": 1, "state": "published"} | change
    data = assert_problem(report(body, **{"accept-language": "en"}), 422, "invalid_request")
    assert [error["field"] for error in data["errors"]] == [field]
    assert data["errors"][0]["message"]
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"null", b'"text"'])
def test_a_receipt_that_is_no_object_is_refused(report, released, body):
    response = report(body)
    assert response.status_code in (400, 422)
    assert response["Content-Type"] == "application/problem+json"


def test_a_receipt_for_what_was_never_given_is_refused(report, released):
    assert_problem(report({"story_id": released[0].pk, "version": 9, "state": "published"}), 404, "edition_unknown")
