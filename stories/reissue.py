"""Telling a story again after its products were confirmed anew: the same approved text, fresh provenance.

What went out names days and people; a newer verification has others. So a story never comes back as it was:
it becomes a new version, whose text is the approved one to the letter and whose products are as they are
confirmed now. The approval carries over, as nothing that was approved has changed. Where a fact that
stands in the prose itself has other words now, the text would be untrue: that story waits for an approved
correction.
"""

import logging
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from products.models import Product
from stories.document import StoryDocument
from stories.document.walk import facts_in_text
from stories.models.releases import Release, ReleaseProduct
from stories.models.story import StoryPage
from stories.release_followers import tell_released
from stories.releases import carry, confirmed_anew, live_releases
from stories.snapshots import no_longer_verified, product_snapshots

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reissued:
    """How many stories became a new version; how many wait for a correction; releases that failed."""

    made: int
    waiting: int
    failed: tuple[str, ...]


def outdated_releases() -> QuerySet[Release]:
    """What live stories say now, where a carried product has been confirmed anew since and all of them hold."""
    carried = ReleaseProduct.objects.filter(release=OuterRef("pk"))
    anew = carried.filter(confirmed_anew())
    fallen = carried.filter(product__in=Product.objects.filter(no_longer_verified()).values("pk"))
    return live_releases().filter(Exists(anew), ~Exists(fallen))


def reissue(product_id: int | None = None) -> Reissued:
    """Make new versions of the stories that stand again, each in its own transaction.

    With `product_id` only of those that carry it. A second run finds nothing left to do.
    """
    releases = outdated_releases()
    if product_id is not None:
        releases = releases.filter(carried__product=product_id)
    made, waiting, failed = 0, 0, []
    for pk in list(releases.order_by("pk").values_list("pk", flat=True)):
        try:
            done = _reissue(pk)
        except Exception:
            log.exception("release %s could not be issued again", pk)
            failed.append(str(pk))
        else:
            made, waiting = made + (done is True), waiting + (done is False)
    return Reissued(made, waiting, tuple(failed))


@transaction.atomic
def _reissue(pk: int) -> bool | None:
    """Return whether a new version was made; None where it is not needed any more."""
    old = Release.objects.get(pk=pk)
    # Publishing changes the same row. No stronger lock: feeds being written refer to it meanwhile.
    StoryPage.objects.select_for_update(no_key=True, of=("self",)).get(pk=old.story_id)
    if not outdated_releases().filter(pk=pk).exists():
        return None
    before = old.parsed()
    document = with_products_of_today(before)
    if has_other_words(before, document):
        log.warning("story %s waits: its text names a fact whose words have changed", old.story_id)
        return False
    issue_anew(old, document)
    return True


def issue_anew(old: Release, document: StoryDocument) -> Release:
    """Write the next version of a story and tell whoever follows. Nothing that was approved may have changed.

    Call inside a transaction that has locked the story's row.
    """
    release = Release.objects.create(
        story_id=old.story_id,
        version=old.version + 1,
        revision_id=old.revision_id,
        document=document.canonical_json,
        digest=document.digest,
        approved_by_id=old.approved_by_id,
        approved_at=old.approved_at,
        reissue_of=old,
        live_from=timezone.now(),
    )
    carry(release, [product.code for product in document.products])
    tell_released(release)
    return release


def with_products_of_today(document: StoryDocument) -> StoryDocument:
    """The same document with its products as they are confirmed now."""
    codes = [product.code for product in document.products]
    return document.model_copy(update={"products": tuple(product_snapshots(codes, document.language).values())})


def has_other_words(before: StoryDocument, now: StoryDocument) -> bool:
    """Whether the prose names a fact whose value is another one by now, or is confirmed no longer."""
    named = {(fact.product, fact.key) for fact in facts_in_text(before)}
    return any(_words(before, *fact) != _words(now, *fact) for fact in named)


def _words(document: StoryDocument, code: str, key: str) -> tuple[str, str] | None:
    product = document.product(code)
    facts = product.facts if product else ()
    return next(((fact.value, fact.unit) for fact in facts if fact.key == key), None)
