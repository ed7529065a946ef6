"""`withdraw_product` and `lapse_due` at the command line."""

import io

import pytest
from django.core.management import CommandError, call_command

from products import followers as seam
from tests.products.days import day


def run(*args) -> str:
    out = io.StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_withdraw_says_what_followed(verified, monkeypatch):
    monkeypatch.setattr(seam.on_verification_ended, "followers", [lambda product, verification: "4 feeds told"])
    said = run("withdraw_product", verified.slug, "--reason", "mixed")
    assert verified.code in said
    assert "4 feeds told" in said
    verified.current_verification.refresh_from_db()
    assert verified.current_verification.withdrawn_by is None
    assert verified.current_verification.withdrawal_reason == "mixed"


def test_withdraw_by_a_person(verified, people):
    run("withdraw_product", verified.slug, "--reason", "mixed", "--by", "confirmer")
    verified.current_verification.refresh_from_db()
    assert verified.current_verification.withdrawn_by == people["confirmer"]


@pytest.mark.parametrize(
    "args",
    [
        ["nothing-of-that-name", "--reason", "x"],
        ["SLUG", "--reason", " "],
        ["SLUG", "--reason", "x", "--by", "nobody"],
        ["SLUG", "--reason", "x", "--by", "author"],
        ["SLUG"],
    ],
    ids=["slug", "reason", "nobody", "role", "no reason"],
)
def test_withdraw_refuses(verified, args):
    with pytest.raises(CommandError) as error:
        run("withdraw_product", *[verified.slug if arg == "SLUG" else arg for arg in args])
    assert error.value.returncode == 1
    assert str(error.value)
    verified.refresh_from_db()
    assert verified.is_verified()


def test_withdraw_twice(verified):
    run("withdraw_product", verified.slug, "--reason", "x")
    with pytest.raises(CommandError):
        run("withdraw_product", verified.slug, "--reason", "x")


def test_lapse_due_says_what_lapsed(verified):
    assert verified.code not in run("lapse_due")
    verified.current_verification.valid_until = day(1)
    verified.current_verification.save()
    assert verified.code in run("lapse_due")


def test_lapse_due_fails_aloud(verified, monkeypatch):
    def fails(product, verification):
        raise RuntimeError("no")

    verified.current_verification.valid_until = day(1)
    verified.current_verification.save()
    monkeypatch.setattr(seam.on_verification_ended, "followers", [fails])
    with pytest.raises(CommandError):
        run("lapse_due")
