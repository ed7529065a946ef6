"""E-mail: written in the transaction that caused it, sent by the worker, tried again when it fails."""

import logging
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation

from products.models import Letter

log = logging.getLogger(__name__)

MOST_TRIES = 6
# Minutes until the next try, by the number of tries so far.
PAUSES = (1, 5, 30, 120, 600)
BATCH = 50


def write(to: str, subject, body, *, cause: str) -> Letter | None:
    """Put a letter into the out-tray in the caller's transaction; nothing for an empty address.

    `cause` says what it is about (`recommendation:12:declined`): the same cause writes to one address once.
    """
    from products.tasks import send_letters

    if not to:
        return None
    subject = " ".join(str(subject).split())[:200]
    letter, new = Letter.objects.get_or_create(to=to, cause=cause, defaults={"subject": subject, "body": str(body)})
    if new:
        send_letters.enqueue()
    return letter


def write_to_people(people, compose, *, cause: str) -> int:
    """Write to each of `people` who has an address, in their language; return how many were written.

    `compose()` returns (subject, body) and is called with the person's language active.
    """
    written = 0
    for person in people:
        profile = getattr(person, "wagtail_userprofile", None)
        language = profile.get_preferred_language() if profile else "zh-hans"
        with translation.override(language):
            subject, body = compose()
            written += write(person.email, subject, body, cause=cause) is not None
    return written


def send_due() -> int:
    """Send what waits; return how many went out. A letter that fails holds up no other.

    A letter is marked before it is handed over and unmarked when that failed: a crash in between loses
    one e-mail rather than sending it twice.
    """
    waiting = Letter.objects.filter(sent_at=None, given_up_at=None, try_after__lte=timezone.now())
    return sum(_send(pk) for pk in list(waiting.order_by("pk").values_list("pk", flat=True)[:BATCH]))


def _send(pk: int) -> bool:
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=pk)
        if letter.sent_at or letter.given_up_at:
            return False
        letter.sent_at = timezone.now()
        letter.tries += 1
        letter.save(update_fields=["sent_at", "tries"])
    try:
        EmailMessage(letter.subject, letter.body, to=[letter.to]).send()
    except Exception as error:
        log.warning("letter %s could not be sent: %s", pk, type(error).__name__)
        _put_off(letter, error)
        return False
    return True


def _put_off(letter: Letter, error: Exception) -> None:
    letter.sent_at = None
    letter.last_error = type(error).__name__
    if letter.tries >= MOST_TRIES:
        letter.given_up_at = timezone.now()
    else:
        letter.try_after = timezone.now() + timedelta(minutes=PAUSES[letter.tries - 1])
    letter.save(update_fields=["sent_at", "last_error", "given_up_at", "try_after"])
