"""Making editions anew after a rule or an adapter has changed.

What was blocked never went out: it is made again as it is. What stands on a channel is never overwritten: the
story becomes a new version with the same approved text (`stories.reissue`), and channels for which it says
nothing new hear nothing.
"""

import logging
from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from channels import current_rules, editions, rehearsal, standing
from channels.contract import Adapter
from channels.models import Edition, EditionState
from products.errors import Refused
from stories.models import StoryPage
from stories.reissue import issue_anew
from stories.releases import live_releases

log = logging.getLogger(__name__)

MAY_REBUILD = "channels.change_edition"
# A trial of a rule re-renders no more than this many editions while a person waits.
MOST_TRIED = 200

Verdict = Literal["same", "made", "blocked", "overtaken"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a changed rule would do: titles of stories. `tried` of `standing` live editions were rendered."""

    changed: tuple[str, ...]
    failed: tuple[str, ...]
    freed: tuple[str, ...]
    tried: int
    standing: int


def effect_of(adapter: Adapter) -> Effect:
    """Try an adapter on what stands on its channel and on what is blocked there; editions and feeds stay as they are."""
    current = Edition.objects.filter(channel=adapter.key, current=True).select_related("release", "story")
    outcomes = [rehearsal.outcome_of(edition, adapter) for edition in current.order_by("-pk")[:MOST_TRIED]]
    freed = [
        edition.story.title
        for edition in blocked(adapter.key).order_by("-pk")[:MOST_TRIED]
        if rehearsal.outcome_of(edition, adapter).verdict != "failed"
    ]
    names = {verdict: [] for verdict in ("same", "changed", "failed")}
    for outcome in outcomes:
        names[outcome.verdict].append(outcome.edition.story.title)
    return Effect(tuple(names["changed"]), tuple(names["failed"]), tuple(freed), len(outcomes), current.count())


def blocked(channel: str):
    """Blocked editions of what live stories say now."""
    rows = Edition.objects.filter(channel=channel, state=EditionState.BLOCKED, release__in=live_releases())
    return rows.select_related("release__approved_by", "release__story", "story")


def remake_blocked(channel: str) -> int:
    """Make what is blocked on a channel again under the rules in force; return how many go out now."""
    adapter = current_rules.current_adapter(channel)
    made = 0
    for edition in blocked(channel):
        try:
            again = editions.remake(edition, adapter)
        except Exception:
            log.exception("%s could not be made again", edition)
        else:
            made += again is not None and again.state == EditionState.READY
    return made


def rebuild_now(edition: Edition, *, by) -> Verdict:
    """Bring one story on one channel to what adapter and rules say today. Raises `Refused`."""
    if not by.has_perm(MAY_REBUILD):
        raise Refused("edition.not_allowed", _("You may not make editions anew."))
    adapter = current_rules.current_adapter(edition.channel)
    if edition.state == EditionState.BLOCKED:
        again = editions.remake(edition, adapter)
        if again is None or again.release_id != edition.release_id:
            return "overtaken"
        return "blocked" if again.state == EditionState.BLOCKED else "made"
    outcome = rehearsal.outcome_of(edition, adapter)
    if outcome.verdict == "failed":
        return "blocked"
    if outcome.verdict == "same":
        return "same"
    with transaction.atomic():
        StoryPage.objects.select_for_update(no_key=True, of=("self",)).get(pk=edition.story_id)
        newest = standing.standing_releases().filter(story_id=edition.story_id).first()
        standing_still = Edition.objects.filter(pk=edition.pk, current=True).exists()
        # A newer version that the worker has not come to yet brings today's rules with it.
        if newest is None or not standing_still or not newest.editions.filter(channel=edition.channel).exists():
            return "overtaken"
        issue_anew(newest, newest.parsed())
    return "made"
