"""Keeping the public form free of spam with nothing but our own means; no address leaves and none is kept.

A trap field that people do not see, a signed time of opening, a count of what one visitor sends, and a look
at the text. The visitor is an HMAC under a random key of the day that lives in the cache alone.
"""

import hashlib
import hmac
import re
import secrets

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from products.client_address import client_address
from products.errors import Refused

SALT = "products.recommend"
# Nobody fills in a dozen fields in less; a page left open longer gets a new stamp.
QUICKEST_SECONDS = 4
LONGEST_SECONDS = 3 * 24 * 3600
# Per visitor: forms sent in an hour, right or wrong; recommendations received in a day.
MOST_TRIES = 40
MOST_RECEIVED = 12
MOST_LINKS = 2
_LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)


def stamp() -> str:
    """What the form carries to say when it was opened."""
    return signing.TimestampSigner(salt=SALT).sign("open")


def check_stamp(value: str) -> None:
    """Refuse a form that was filled in faster than a person can, or lay open too long."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        signer.unsign(value, max_age=LONGEST_SECONDS)
    except signing.BadSignature as error:
        raise Refused("spam.old", _("This page was open for too long. Please send it once more.")) from error
    try:
        signer.unsign(value, max_age=QUICKEST_SECONDS)
    except signing.SignatureExpired:
        return
    raise Refused("spam.too_quick", _("That was very quick. Read it through once, then send it again."))


def check_trap(value: str) -> None:
    if value:
        raise Refused("spam.trap", _("Leave the field “Website” empty, then send it again."))


def check_links(text: str) -> None:
    if len(_LINK.findall(text)) > MOST_LINKS:
        raise Refused(
            "spam.links",
            _("The text holds more than %(limit)d links. Say it in your own words.") % {"limit": MOST_LINKS},
        )


def count_try(request: HttpRequest) -> None:
    """Refuse the visitor who sent too many forms in this hour."""
    hour = timezone.localtime().strftime("%m%d%H")
    if _counted(f"tries:{hour}:{_visitor(request)}", 3600) > MOST_TRIES:
        raise Refused("spam.too_many", _("Too many forms came from your connection. Please try again in an hour."))


def check_guesses(request: HttpRequest) -> None:
    """Refuse the visitor who asked for too many addresses that nobody was given in this hour."""
    hour = timezone.localtime().strftime("%m%d%H")
    if (cache.get(f"spam:guesses:{hour}:{_visitor(request)}") or 0) >= MOST_TRIES:
        raise Refused("spam.too_many", _("Too many forms came from your connection. Please try again in an hour."))


def count_guess(request: HttpRequest) -> None:
    hour = timezone.localtime().strftime("%m%d%H")
    _counted(f"guesses:{hour}:{_visitor(request)}", 3600)


def check_received(request: HttpRequest) -> None:
    """Refuse the visitor of whom enough was received today."""
    if (cache.get(f"spam:received:{_visitor(request)}") or 0) >= MOST_RECEIVED:
        raise Refused(
            "spam.too_many_today",
            _("%(limit)d recommendations came from your connection today. Please send the others tomorrow.")
            % {"limit": MOST_RECEIVED},
        )


def count_received(request: HttpRequest) -> None:
    _counted(f"received:{_visitor(request)}", 24 * 3600)


def _counted(name: str, seconds: int) -> int:
    key = f"spam:{name}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:
        # It ran out between the two.
        cache.set(key, 1, seconds)
        return 1


def _visitor(request: HttpRequest) -> str:
    """The same for one address on one day in China; nobody can tell the address from it."""
    day_key = cache.get_or_set(f"spam:key:{timezone.localdate()}", lambda: secrets.token_bytes(32), 48 * 3600)
    return hmac.new(day_key, client_address(request).encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()[
        :16
    ]
