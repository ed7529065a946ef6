"""Healing: bring editions and feeds to what releases and verifications say, however the gap came about.

It goes by state, not by tasks: a lost, failed or never enqueued task is healed because its result is
missing. Running it twice changes nothing the second time.
"""

import logging
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from channels import adapters, editions, feed
from channels.models import ChannelFeed, Edition, EditionState
from channels.standing import fallen_products
from stories.models import Release, ReleaseProduct

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Healed:
    """How many editions were made, taken down and put back; `failed` names releases that could not be made."""

    made: int
    withdrawn: int
    returned: int
    failed: tuple[str, ...]


def reconcile() -> Healed:
    withdrawn = _withdraw_fallen()
    made, failed = _make_missing()
    return Healed(made, withdrawn, editions.bring_back(), failed)


def _make_missing() -> tuple[int, tuple[str, ...]]:
    newer = Release.objects.filter(story=OuterRef("story"), version__gt=OuterRef("version"))
    newest = Release.objects.filter(~Exists(newer), story__live=True)
    lacking = newest.annotate(made=Count("editions")).filter(made__lt=len(adapters.ADAPTERS))
    made, failed = 0, []
    for release in lacking.order_by("pk"):
        before = release.made
        try:
            editions.make_editions(release.pk)
        except ExceptionGroup:
            failed.append(str(release))
        made += Edition.objects.filter(release=release).count() - before
    return made, tuple(failed)


@transaction.atomic
def _withdraw_fallen() -> int:
    feed.lock(ChannelFeed.objects.values_list("channel", flat=True))
    current = Edition.objects.filter(current=True, state=EditionState.READY)
    carried = ReleaseProduct.objects.filter(release=OuterRef("release"), product__in=fallen_products())
    fallen = feed.withdraw(current.filter(Exists(carried)), "verification_ended")
    return fallen + feed.withdraw(current.filter(~Q(story__live=True)), "unpublished")
