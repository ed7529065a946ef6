"""What became of a version: reported by its channel, or entered by a person where the channel reports nothing."""

from django.db import transaction
from django.utils.translation import gettext as _

from channels import takedowns
from channels.models import Edition, Receipt
from products.errors import Refused


@transaction.atomic
def record(channel: str, *, story_id: int, version: int, state: str, **details) -> tuple[Receipt, bool] | None:
    """Store a report; the same report again is the same row. Returns the row and whether it is new.

    None where this channel was never given that version of the story.
    """
    given = Edition.objects.filter(
        channel=channel, story_id=story_id, release__version=version, entries__isnull=False
    ).exists()
    if not given:
        return None
    receipt, new = Receipt.objects.get_or_create(
        channel=channel,
        story_id=story_id,
        version=version,
        state=state,
        external_id=details.pop("external_id", ""),
        defaults=details,
    )
    takedowns.close_by(receipt)
    return receipt, new


def enter(edition: Edition, state: str, *, by, address: str = "", note: str = "") -> Receipt:
    """What a person says of an edition in the channel's place. Raises `Refused`."""
    if not by.has_perm(takedowns.MAY_REPORT):
        raise Refused("receipt.not_allowed", _("You may not report for a channel."))
    if state == "removed" and not note.strip():
        raise Refused("receipt.no_note", _("Say how you know that it is gone."))
    result = record(
        edition.channel,
        story_id=edition.story_id,
        version=edition.release.version,
        state=state,
        external_url=address.strip(),
        message=note.strip()[:1000],
        entered_by=by,
    )
    if result is None:
        raise Refused("receipt.never_given", _("This channel was never given that version."))
    return result[0]
