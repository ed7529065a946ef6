"""What stories do, in the same transaction, when a fact changes, a consent ends, or a text goes its way.

Only rows are written here; a task of the worker drafts.
"""

from django.utils import timezone
from django.utils.translation import ngettext

from stories.corrections import consents, facts
from stories.corrections.live import releases_with_products
from stories.models.corrections import WAITING, Correction, CorrectionState


def facts_changed(*, facts, person) -> str:
    from stories import tasks

    tasks.draft_corrections.enqueue(fact_ids=[fact.pk for fact in facts], person_id=person.pk if person else None)
    count = releases_with_products({fact.product_id for fact in facts}).count()
    return ngettext("%(count)s live story carries it", "%(count)s live stories carry it", count) % {"count": count}


def consent_withdrawn(*, person_met, person) -> None:
    from stories import tasks

    tasks.open_consent_corrections.enqueue(person_met_id=person_met.pk, person_id=person.pk if person else None)


def story_released(*, release) -> None:
    if Correction.objects.filter(story_id=release.story_id, state__in=WAITING).exists():
        document = release.parsed()
        facts.close_mended(release, document)
        consents.close_mended(release, document)


def story_taken_down(*, story, reason: str) -> None:
    """Nobody reads it any more, so there is nothing to correct."""
    Correction.objects.filter(story_id=story.pk, state__in=WAITING).update(
        state=CorrectionState.DISMISSED, closed_at=timezone.now()
    )


def submitted(sender, instance, **kwargs) -> None:
    """`workflow_submitted`, whichever way the text was handed in."""
    _turn(instance, CorrectionState.OPEN, CorrectionState.SUBMITTED)


def given_back(sender, instance, **kwargs) -> None:
    """`workflow_rejected` and `workflow_cancelled`."""
    _turn(instance, CorrectionState.SUBMITTED, CorrectionState.OPEN)


def _turn(workflow_state, before: CorrectionState, after: CorrectionState) -> None:
    if str(workflow_state.object_id).isdigit():
        Correction.objects.filter(story_id=int(workflow_state.object_id), state=before).update(state=after)
