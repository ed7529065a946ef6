"""Telling channels whom a story is for when a campaign changed its audience.

What stands on a channel is never overwritten, and an edition keeps the audience it was made with. So a story whose
audience is another one by now becomes a new version with the same approved text (`stories.reissue`); where the
audience is the same nothing is made. A campaign that is over by the calendar changes nothing: its days stand in
the envelope.
"""

import logging
from collections.abc import Iterable

from django.db import transaction

from channels.models import Edition
from channels.standing import standing_releases
from commerce.audiences import audiences_of, still_meant, stories_of_campaigns
from stories.models import StoryPage
from stories.reissue import issue_anew

log = logging.getLogger(__name__)


def retarget(stories: Iterable[int]) -> int:
    """Issue those of `stories` anew whose current editions name another audience; return how many. Idempotent."""
    made = 0
    for story in sorted(set(stories)):
        try:
            made += _retarget(story)
        except Exception:
            log.exception("story %s could not be told its new audience", story)
    return made


def retarget_all() -> int:
    """The same of every story that a campaign tells or told: heals what a lost task left behind."""
    told = Edition.objects.filter(current=True).exclude(audience=[]).values_list("story_id", flat=True)
    return retarget({*told.distinct(), *stories_of_campaigns()})


@transaction.atomic
def _retarget(story: int) -> bool:
    # Publishing changes the same row. No stronger lock: feeds being written refer to it meanwhile.
    if not StoryPage.objects.select_for_update(no_key=True, of=("self",)).filter(pk=story).exists():
        return False
    newest = standing_releases().filter(story_id=story).first()
    current = list(Edition.objects.filter(story_id=story, current=True))
    # A version that the worker has not come to yet brings today's audience with it.
    if newest is None or not current or not newest.editions.exists():
        return False
    document = newest.parsed()
    wanted = audiences_of(document)
    if all(still_meant(edition.audience) == wanted for edition in current):
        return False
    issue_anew(newest, document)
    return True
