"""Purchase links: one `/go/` code for each story × channel × placement × offer.

A code is derived from the four, so an edition that is made again carries the same address and a
printed QR code stays true. Rows are made when a page or an edition is; previews make none.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from commerce.models import PurchaseLink

WEB_CHANNEL = "web"
WEB_LETTERS = "we"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class LinkRef:
    """A purchase link as others use it: the code for the shop's sub-id, the address for readers."""

    code: str
    url: str


def code_for(story_id: int, letters: str, placement: str, offer_id: int) -> str:
    """Return the code: `s<story base36>-<channel letters>-<check>`, at most 32 of `[a-z0-9_-]`.

    32 is what fits into every shop's sub-id; `letters` are the channel's two, from its spec.
    """
    # Ten bytes are two blocks of base32, of which ten letters are taken.
    digest = hashlib.sha256(f"{placement}|{offer_id}".encode()).digest()[:10]
    check = base64.b32encode(digest)[:10].decode().lower()
    return f"s{_base36(story_id)}-{letters}-{check}"


def address_of(code: str) -> str:
    return f"{settings.SITE_URL}/go/{code}"


def preview_links(story_id: int, channel: str, letters: str, places: Iterable[Place]) -> dict[Place, LinkRef]:
    """Return what `links_for` would, and write nothing: for previews of drafts."""
    refs = {}
    for placement, offer_id in places:
        code = code_for(story_id, letters, placement, offer_id)
        refs[placement, offer_id] = LinkRef(code=code, url=address_of(code))
    return refs


def links_for(story_id: int, channel: str, letters: str, places: Iterable[Place]) -> dict[Place, LinkRef]:
    """Return the links of `places`, making the rows that are missing: one query, two where some are.

    Safe to call at the same time from several processes: the codes are equal, the loser's rows are ignored.
    """
    refs = preview_links(story_id, channel, letters, places)
    if not refs:
        return refs
    codes = [ref.code for ref in refs.values()]
    known = set(PurchaseLink.objects.filter(code__in=codes).values_list("code", flat=True))
    missing = [
        PurchaseLink(code=ref.code, story_id=story_id, channel=channel, placement=placement, offer_id=offer_id)
        for (placement, offer_id), ref in refs.items()
        if ref.code not in known
    ]
    if missing:
        PurchaseLink.objects.bulk_create(missing, ignore_conflicts=True)
    return refs


def web_links(story_id: int | None, places: Iterable[Place]) -> dict[Place, str]:
    """Return the addresses of a story's cards on our own site; none for a story that was never saved."""
    if story_id is None:
        return {}
    return {place: ref.url for place, ref in links_for(story_id, WEB_CHANNEL, WEB_LETTERS, places).items()}


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits
