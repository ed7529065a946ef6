"""What channels report back about a version they were given."""

from channels.models import Edition, Receipt


def record(channel: str, *, story_id: int, version: int, state: str, **details: str) -> tuple[Receipt, bool] | None:
    """Store a report; the same report again is the same row. Returns the row and whether it is new.

    None where this channel was never given that version of the story.
    """
    given = Edition.objects.filter(
        channel=channel, story_id=story_id, release__version=version, entries__isnull=False
    ).exists()
    if not given:
        return None
    return Receipt.objects.get_or_create(
        channel=channel,
        story_id=story_id,
        version=version,
        state=state,
        external_id=details.pop("external_id", ""),
        defaults=details,
    )
