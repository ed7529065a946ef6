"""The out-tray: a letter is a row of the transaction that caused it, goes out once, and is tried again."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone

from products import post
from products.models import Letter


def write(to="county@example.org", cause="case:1:visited"):
    return post.write(to, "走访\n完成", "请看案卷。", cause=cause)


@pytest.fixture
def failing(monkeypatch):
    """Returns a function: the mail server fails so many times."""

    def times(number: int) -> None:
        left = [number]

        def send(message, **kwargs):
            if left[0]:
                left[0] -= 1
                raise OSError("no route to 203.0.113.7")
            return 1

        monkeypatch.setattr("django.core.mail.EmailMessage.send", send)

    return times


def test_it_goes_out_once(db):
    write()
    assert mail.outbox == []
    assert (post.send_due(), post.send_due()) == (1, 0)
    message = mail.outbox[0]
    assert (message.to, message.subject, message.body) == (["county@example.org"], "走访 完成", "请看案卷。")


def test_one_cause_writes_once_to_an_address(db):
    write()
    write()
    write(to="shop@example.org")
    assert Letter.objects.count() == 2


def test_nobody_without_an_address(db):
    assert write(to="") is None
    assert not Letter.objects.exists()


def test_what_is_rolled_back_is_not_sent(db):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert post.send_due() == 0


def test_a_failure_is_put_off_and_tried_again(db, failing):
    failing(1)
    letter = write()
    write(to="shop@example.org")
    assert post.send_due() == 1, "the other one goes out all the same"
    letter.refresh_from_db()
    assert (letter.sent_at, letter.tries, letter.last_error) == (None, 1, "OSError")
    assert post.send_due() == 0, "not before its pause is over"
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert post.send_due() == 1
    letter.refresh_from_db()
    assert letter.sent_at is not None


def test_after_six_tries_it_is_given_up(db, failing):
    failing(100)
    letter = write()
    for hours in range(10):
        with time_machine.travel(timezone.now() + timedelta(hours=12 * hours), tick=False):
            post.send_due()
    letter.refresh_from_db()
    assert (letter.tries, letter.sent_at) == (post.MOST_TRIES, None)
    assert letter.given_up_at is not None


def test_people_are_written_to_in_their_language(people):
    from django.utils.translation import gettext as _
    from wagtail.users.models import UserProfile

    people["recommender"].email = "county@example.org"
    people["inspector"].email = "inspector@example.org"
    UserProfile.objects.create(user=people["inspector"], preferred_language="en")
    compose = lambda: (_("Product"), _("Verification"))  # noqa: E731
    everybody = [people["recommender"], people["inspector"], people["author"]]
    assert post.write_to_people(everybody, compose, cause="case:2:confirmed") == 2
    assert dict(Letter.objects.values_list("to", "subject")) == {
        "county@example.org": "产品",
        "inspector@example.org": "Product",
    }
