"""A confirmed fact changed: every live story that says the old words gets a draft with the new ones.

What needs a correction is read from the record and from what is out, so that running it twice, late or
in another order comes to the same.
"""

import json
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone, translation
from wagtail.log_actions import log
from wagtail.models import Comment, Page

from products.models import Fact, User
from products.one_by_one import one_by_one
from stories.correction_notes import add_to, begin_anew
from stories.corrections.live import releases_with_products
from stories.corrections.rewriting import content_paths, rewritten
from stories.corrections.words import DRAFTED, comment_text, note_what, note_why
from stories.document import FactSnapshot, StoryDocument
from stories.facts import fact_text, printable
from stories.mentions import places_of
from stories.models import Release, StoryPage
from stories.models.corrections import WAITING, Correction, CorrectionCause, CorrectionState
from stories.releases import current_release


def draft_all(fact_ids: Iterable[int], person: User | None) -> list[Correction]:
    """Draft what is missing for these facts; one story that fails does not hold up the others."""
    facts = list(Fact.objects.filter(pk__in=list(fact_ids)).select_related("product__current_verification"))
    stories = (
        (story_id, fact)
        for fact in facts
        for story_id in list(releases_with_products([fact.product_id]).values_list("story_id", flat=True))
    )
    return one_by_one(stories, lambda story: draft(*story, person), "drafting corrections")


@transaction.atomic
def draft(story_id: int, fact: Fact, person: User | None) -> Correction | None:
    """The correction of one story, made or brought up to date; None where it needs none.

    `person`, who confirmed the new words, counts as an author of the draft and cannot approve it.
    """
    Page.objects.select_for_update().get(pk=story_id)
    story = StoryPage.objects.select_related("locale").get(pk=story_id)
    release = current_release(story)
    document = release.parsed() if release else None
    said = _said(document, fact)
    waiting = Correction.objects.filter(
        story=story, product=fact.product, fact_key=fact.key, state__in=WAITING, cause=CorrectionCause.FACT
    ).first()
    if document is None or said is None or not printable(fact, fact.product):
        return None
    after = fact_text(fact, document.language)
    if (said.label, said.said) == (fact.label(document.language), after):
        if waiting:
            _close(waiting, CorrectionState.DISMISSED)
        return None
    if waiting and waiting.after == after:
        return None
    correction = waiting or Correction(
        story=story, cause=CorrectionCause.FACT, product=fact.product, fact_key=fact.key, before=said.said
    )
    return _write(correction, story, document, fact, person, after)


def _said(document: StoryDocument | None, fact: Fact) -> FactSnapshot | None:
    product = document.product(fact.product.code) if document else None
    return product.fact(fact.key) if product else None


def _write(
    correction: Correction, story: StoryPage, document: StoryDocument, fact: Fact, person: User | None, after: str
) -> Correction:
    places = places_of(document, fact.product.code, fact.key)
    correction.after, correction.created_by = after, person
    correction.places = [place.data() | {"now": after} for place in places]
    correction.state = CorrectionState.OPEN
    if correction.pk is None:
        correction.on_draft = _has_unfinished_work(story)
    _forget_comments(story, correction)
    revision = _revision(story, document, fact, person, correction.before, after)
    correction.revision_id = revision.pk
    correction.save()
    log(
        instance=story,
        action=DRAFTED,
        user=person,
        revision=revision,
        data={"fact": f"{fact.product.code}/{fact.key}", "before": correction.before, "after": after},
    )
    return correction


def _has_unfinished_work(story: StoryPage) -> bool:
    """Whether somebody's draft lies on top of what is live; one that we made does not count."""
    ours = Correction.objects.filter(story=story, state__in=WAITING).values_list("revision_id", flat=True)
    return story.has_unpublished_changes and story.latest_revision_id not in {pk for pk in ours if pk}


def _revision(story: StoryPage, document: StoryDocument, fact: Fact, person, before: str, after: str):
    """A revision on top of the newest one, with a comment beside each sentence. It is not published."""
    draft = story.get_latest_revision_as_object()
    blocks = rewritten(list(draft.body.get_prep_value()), fact.product_id, fact.key, after)
    draft.body = json.dumps(blocks)
    with translation.override(document.language):
        label = fact.label(document.language)
        text = comment_text(label, before, after)
        begin_anew(draft)
        add_to(draft, note_what(label, before, after), note_why())
    if person is not None:
        for path, positions in content_paths(blocks, fact.product_id, fact.key):
            comment = Comment(user=person, text=text, contentpath=path, position=json.dumps(positions))
            draft.wagtail_admin_comments.add(comment)
    return draft.save_revision(user=person, log_action=True, clean=False)


def _forget_comments(story: StoryPage, correction: Correction) -> None:
    """Those of an earlier draft of the same correction say what is not so any more."""
    if correction.revision_id:
        Comment.objects.filter(page_id=story.pk, revision_created_id=correction.revision_id).delete()


def close_mended(release: Release, document: StoryDocument) -> None:
    """The release says the new words: the correction is done and its comments are settled."""
    waiting = Correction.objects.filter(story_id=release.story_id, cause=CorrectionCause.FACT, state__in=WAITING)
    for correction in waiting.select_related("product"):
        product = document.product(correction.product.code)
        said = product.fact(correction.fact_key) if product else None
        if said is None or said.said == correction.after:
            Comment.objects.filter(
                page_id=release.story_id, revision_created_id=correction.revision_id, resolved_at=None
            ).update(resolved_at=timezone.now(), resolved_by=release.approved_by)
            _close(correction, CorrectionState.DONE, release)


def _close(correction: Correction, state: CorrectionState, release: Release | None = None) -> None:
    correction.state, correction.closed_at, correction.closed_by_release = state, timezone.now(), release
    correction.save(update_fields=["state", "closed_at", "closed_by_release"])
