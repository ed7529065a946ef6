"""Somebody no longer wants to be shown: the live stories that show them are listed and opened for correction.

Nothing is taken out by itself: what takes a picture's place is for the author to say.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from products.models import PersonMet, User
from stories.corrections.live import keys_of
from stories.corrections.words import OPENED
from stories.document import StoryDocument
from stories.document.walk import captioned_in, people_of, pictures_of
from stories.models import Release
from stories.models.corrections import WAITING, Correction, CorrectionCause, CorrectionState
from stories.releases import showing


def open_all(person_met: PersonMet, person: User | None) -> list[Correction]:
    """One correction per live story that shows them; a second run opens none."""
    if person_met.withdrawn_at is None and person_met.may_picture:
        return []
    keys = keys_of(person_met)
    releases = showing(*keys).select_related("story__locale")
    opened = [_open(release, keys, person_met, person) for release in releases.order_by("story_id").iterator()]
    return [correction for correction in opened if correction]


def _open(release: Release, keys: set[str], person_met: PersonMet, person: User | None) -> Correction | None:
    places = shown_at(release.parsed(), keys)
    if not places:
        return None
    try:
        with transaction.atomic():
            correction, new = Correction.objects.get_or_create(
                story_id=release.story_id,
                cause=CorrectionCause.CONSENT,
                person_met=person_met,
                state__in=WAITING,
                defaults={
                    "state": CorrectionState.OPEN,
                    "created_by": person,
                    "before": person_met.name,
                    "places": places,
                },
            )
            if not new:
                return None
            data = {"places": len(correction.places)}
            log(instance=release.story, action=OPENED, user=person, data=data)
            return correction
    except IntegrityError:  # another worker was quicker
        return None


def shown_at(document: StoryDocument, keys: set[str]) -> list[dict[str, str]]:
    """Where a document shows one of the photos, on our page or on a channel, or speaks of the person."""

    def place(where: str, block: str = "", value: str = "") -> dict[str, str]:
        return {"block": block, "where": where, "before": "", "value": value, "after": "", "now": ""}

    body = [(image, caption, block.id) for block in document.body for image, caption in captioned_in(block)]
    others = [(image, field) for image, block, field in pictures_of(document) if not block]
    found = [place("cover" if field == "cover" else "picture") for image, field in others if image.key in keys]
    found += [place("picture", block, caption) for image, caption, block in body if image.key in keys]
    found += [place("person", block, who.name or who.role) for who, block in people_of(document) if who.key in keys]
    found += [place("product", value=p.name) for p in document.products if p.image and p.image.key in keys]
    return found


def close_mended(release: Release, document: StoryDocument) -> None:
    """The release shows none of their photos any more and does not speak of them."""
    waiting = Correction.objects.filter(story_id=release.story_id, cause=CorrectionCause.CONSENT, state__in=WAITING)
    for correction in waiting.select_related("person_met"):
        if not shown_at(document, keys_of(correction.person_met)):
            correction.state, correction.closed_at = CorrectionState.DONE, timezone.now()
            correction.closed_by_release = release
            correction.save(update_fields=["state", "closed_at", "closed_by_release"])
