"""Orders that are sent to us: who may, in which form, and what becomes of them."""

import itertools
import json
import random
import time
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from svix.webhooks import Webhook as Svix

from commerce import unfinished
from commerce.importing import import_orders
from commerce.models import LedgerEntry, OrderLine, WebhookMessage, WebhookSecret
from commerce.webhooks import intake, secrets, signatures
from commerce.webhooks.problems import NotTaken
from tests.commerce import market
from tests.commerce.factories import csv_file
from tests.commerce.lines import net
from tests.commerce.senders import Sender, as_order, body_of, headers_for, order
from tests.commerce.test_market import lives, offers  # noqa: F401

pytestmark = pytest.mark.django_db

# The example of the specification, as its libraries test it.
VECTOR = {
    "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "headers": {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    },
    "body": b'{"test": 2432232314}',
}
OTHER = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc="


@pytest.fixture
def sender(client, shop):
    return Sender(client)


def assert_problem(answer, status: int, code: str) -> dict:
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), answer.content
    problem = answer.json()
    assert (problem["status"], problem["code"]) == (status, code)
    assert not WebhookMessage.objects.exists()
    return problem


# The published vectors


def checked(at: int = 1614265330, body: bytes = VECTOR["body"], secret: str = VECTOR["secret"], **headers) -> str:
    sent = VECTOR["headers"] | {name.replace("_", "-"): value for name, value in headers.items()}
    with time_machine.travel(datetime.fromtimestamp(at, UTC), tick=False):
        return signatures.check(body, sent, [secret])


def test_the_published_example_holds():
    assert checked() == VECTOR["headers"]["webhook-id"]
    assert checked(secret=VECTOR["secret"].removeprefix("whsec_"))
    assert checked(at=1614265330 + 299)
    assert checked(at=1614265330 - 299)
    several = f"v1,{'A' * 43}= v2,{OTHER[3:]} {VECTOR['headers']['webhook-signature']} {OTHER}"
    assert checked(webhook_signature=several)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"at": 1614265330 + 301}, 401),
        ({"at": 1614265330 - 301}, 401),
        ({"body": b'{"test": 2432232315}'}, 401),
        ({"body": b'{"test":2432232314}'}, 401),
        ({"secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"}, 401),
        ({"webhook_id": "msg_other"}, 401),
        ({"webhook_timestamp": "1614265331"}, 401),
        ({"webhook_signature": OTHER}, 401),
        ({"webhook_signature": VECTOR["headers"]["webhook-signature"].replace("v1", "v2")}, 401),
        ({"webhook_signature": VECTOR["headers"]["webhook-signature"].removeprefix("v1,")}, 401),
        ({"webhook_signature": "v1,"}, 401),
        ({"webhook_signature": "v1,a"}, 401),
        ({"webhook_signature": "v1,,"}, 401),
        ({"webhook_signature": "v1,签名"}, 400),
        ({"webhook_signature": ""}, 400),
        ({"webhook_signature": " "}, 400),
        ({"webhook_signature": "v1,a " * 1000}, 400),
        ({"webhook_id": ""}, 400),
        ({"webhook_id": "a b"}, 400),
        ({"webhook_id": "x" * 201}, 400),
        ({"webhook_timestamp": ""}, 400),
        *(
            ({"webhook_timestamp": text}, 400)
            for text in ("nan", "1e9", "-1", "1614265330.0", "１６１４２６５３３０", "9" * 99)
        ),
        ({"body": b"\xff\xfe"}, 400),
    ],
)
def test_what_differs_from_the_published_example_is_not_taken(changed, status):
    with pytest.raises(NotTaken) as refusal:
        checked(**changed)
    assert refusal.value.status == status


def test_an_independent_signer_is_understood(sender):
    body = body_of(order())
    moment = datetime.fromtimestamp(int(time.time()), UTC)
    signature = Svix(sender.text).sign("msg_svix", moment, body.decode())
    sent = {"webhook-id": "msg_svix", "webhook-timestamp": str(int(moment.timestamp())), "webhook-signature": signature}
    assert sender.post(body, sent).status_code == 202


# What becomes of a message


def test_a_message_is_stored_acknowledged_and_then_worked(sender, django_capture_on_commit_callbacks):
    answer = sender.send(order())
    assert (answer.status_code, answer.json()) == (202, {"id": "msg_1", "orders": 1, "new": True})
    assert not OrderLine.objects.exists()
    unfinished.finish()
    assert net() == (2, 10_000, 5600)
    assert unfinished.finish() == 0


def test_the_task_in_the_queue_does_the_work(sender):
    from django_tasks_db.models import DBTaskResult

    sender.send(order())
    DBTaskResult.objects.get(task_path="commerce.tasks.work_message").task.func(WebhookMessage.objects.get().pk)
    assert net() == (2, 10_000, 5600)


def test_the_same_again_changes_nothing_and_another_under_its_id_is_refused(sender):
    answers = [sender.send(order()) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202] * 3
    assert [answer.json()["new"] for answer in answers] == [True, False, False]
    assert WebhookMessage.objects.count() == 1
    other = sender.send(order(quantity=3))
    assert (other.status_code, other.json()["code"]) == (409, "webhook_id_reused")
    unfinished.finish()
    assert sender.send(order()).status_code == 202
    unfinished.finish()
    assert net() == (2, 10_000, 5600)


def test_no_account_is_kept_in_any_form_but_its_hash(sender):
    import zlib

    sender.send(order(buyer="jd_secret_name"))
    assert b"jd_secret_name" not in zlib.decompress(bytes(WebhookMessage.objects.get().content))


@pytest.mark.parametrize("platform", list(market.GOODS))
def test_messages_and_files_of_the_same_orders_count_once(client, offers, platform):  # noqa: F811
    chance = random.Random(platform)
    told = list(itertools.chain(*lives(platform, 6, chance)))
    sender = Sender(client, platform)
    both = [("file", one) for one in told] + [("message", one) for one in told]
    for number, (way, one) in enumerate(chance.sample(both, len(both))):
        if way == "file":
            import_orders(csv_file(market.table([one], "api")), "a.csv", platform)
        else:
            assert sender.send(as_order(one), message_id=f"m{number}").status_code == 202
            unfinished.finish()
    assert net() == market.truth(told)
    assert OrderLine.objects.count() == 6
    assert not OrderLine.objects.filter(in_conflict=True).exists()


# Secrets


def test_several_secrets_are_valid_until_each_is_revoked(sender):
    _new, text = secrets.issue("jd")
    body = body_of(order())
    assert sender.post(body, headers_for(body, text)).status_code == 202
    assert sender.post(body, headers_for(body, "whsec_" + "A" * 32, sender.text)).status_code == 202
    assert secrets.revoke(sender.secret)
    assert not secrets.revoke(sender.secret)
    assert sender.post(body, headers_for(body, sender.text)).status_code == 401
    assert sender.post(body, headers_for(body, sender.text, text)).status_code == 202


def test_a_secret_is_one_shops_and_in_no_table(client, sender):
    body = body_of(order())
    answer = client.post(
        "/api/v1/orders/pdd", body, content_type="application/json", headers=headers_for(body, sender.text)
    )
    assert_problem(answer, 401, "webhook_signature")
    assert answer["WWW-Authenticate"] == "Webhook-Signature"
    row = WebhookSecret.objects.values().get()
    assert not any(sender.text.removeprefix("whsec_") in str(value) for value in row.values())


def test_secrets_are_few(sender):
    from products.errors import Refused

    for _ in range(4):
        secrets.issue("jd")
    with pytest.raises(Refused):
        secrets.issue("jd")
    with pytest.raises(Refused):
        secrets.issue("amazon")


# Malformed


def test_an_unsigned_message(client, sender):
    answer = client.post("/api/v1/orders/jd", body_of(order()), content_type="application/json")
    assert_problem(answer, 400, "webhook_headers_missing")


def test_a_shop_that_is_none(client, sender):
    sender.platform = "amazon"
    assert_problem(sender.send(order()), 404, "shop_unknown")


def test_other_methods(client, db):
    assert client.get("/api/v1/orders/jd").status_code == 405


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"not json", 400),
        (b"[" * 100_000, 400),
        (b"1" * 5000, 400),
        (b"null", 422),
        (b"[]", 422),
        (b"{}", 422),
        (b"NaN", 422),
        (b'{"orders": []}', 422),
        (b'{"orders": {}}', 422),
        (b'{"orders": [null]}', 422),
        (b'{"orders": [{}]}', 422),
        (b'{"orders": [{}], "more": 1}', 422),
    ],
)
def test_signed_bodies_of_another_form(sender, body, status):
    assert_problem(
        sender.post(body, headers_for(body, sender.text)), status, "bad_request" if status == 400 else "invalid_request"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": 0},
        {"quantity": -1},
        {"quantity": "2"},
        {"quantity": 1.5},
        {"quantity": True},
        {"quantity": 10**30},
        {"paid_fen": -1},
        {"paid_fen": 28.0},
        {"paid_fen": 10**18},
        {"paid_fen": None},
        {"returned": 3},
        {"state": "sent"},
        {"order_id": ""},
        {"order_id": "1\u0000"},
        {"order_id": "x" * 65},
        {"order_id": 312345678901},
        {"sku": "=1+1"},
        {"line_id": "a:b"},
        {"buyer": "x" * 201},
        {"buyer": "\u0000"},
        {"name": "\ud800"},
        {"sub_id": ["x"]},
        {"ordered_at": "2026-11-07T08:30:00"},
        {"ordered_at": "0001-01-01T00:00:00+14:00"},
        {"ordered_at": "9999-12-31T23:59:59-14:00"},
        {"ordered_at": "yesterday"},
        {"modified_at": None},
        {"modified_at": 1e400},
        {"address": "Baojing"},
    ],
)
def test_signed_values_that_cannot_be(sender, wrong):
    body = json.dumps({"orders": [order(), order(**wrong)]}).encode()
    answer = sender.post(body, headers_for(body, sender.text))
    assert_problem(answer, 422, "invalid_request")


def test_too_much(sender, monkeypatch):
    many = [order(line_id=str(number)) for number in range(1001)]
    assert_problem(sender.send(*many), 422, "invalid_request")
    monkeypatch.setattr(intake, "MAX_BYTES", 1000)
    assert_problem(sender.send(*many[:10]), 413, "too_large")


def test_no_csrf_token_and_no_session_are_asked_for(sender):
    sender.client = Client(enforce_csrf_checks=True)
    assert sender.send(order()).status_code == 202


def test_openapi_describes_the_call(client, db):
    call = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/orders/{platform}"]["post"]
    assert {"202", "400", "401", "404", "409", "413", "422"} <= set(call["responses"])
    assert {"webhook-id", "webhook-timestamp", "webhook-signature"} <= {one["name"] for one in call["parameters"]}
    body = call["requestBody"]["content"]["application/json"]["schema"]
    assert "paid_fen" in body["properties"]["orders"]["items"]["properties"]


def test_a_message_that_nobody_worked_is_found(sender):
    sender.send(order())
    assert unfinished.finish(unfinished.SILENT) == 0
    with time_machine.travel(datetime.now(UTC) + unfinished.SILENT * 2):
        assert unfinished.finish(unfinished.SILENT) == 1
    assert LedgerEntry.objects.count() == 1
