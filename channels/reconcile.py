"""Healing: bring editions and feeds to what releases and verifications say, however the gap came about.

It goes by state, not by tasks: a lost, failed or never enqueued task is healed because its result is
missing. Running it twice changes nothing the second time.
"""

import hashlib
import logging
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, Subquery, Value

from channels import adapters, editions, feed, waiting
from channels.models import ChannelFeed, Edition, EditionState, FeedEntry, FeedOp, RenderedAsset
from channels.retargeting import retarget_all
from channels.standing import fallen_products
from stories import listing
from stories.models import Release, ReleaseProduct, StoryKill
from stories.reissue import reissue

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Healed:
    """How many editions were made, taken down and put back; `failed` names releases that could not be made."""

    made: int
    withdrawn: int
    returned: int
    failed: tuple[str, ...]


def reconcile() -> Healed:
    listing.heal()
    withdrawn = _withdraw_fallen()
    again = reissue()
    retarget_all()
    made, failed = _make_missing()
    return Healed(made, withdrawn, _tell_untold(), (*again.failed, *failed))


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
    ended = Subquery(carried.order_by("pk").values("product__current_verification")[:1], BigIntegerField())
    fallen = feed.withdraw(current.filter(Exists(carried)), "verification_ended", ended)
    waiting.give_up(Edition.objects.filter(story__live=False))
    killed = current.filter(story__in=StoryKill.objects.standing().values("story"))
    fallen += feed.withdraw(killed, "killed", Value(None, BigIntegerField()))
    return fallen + feed.withdraw(current.filter(~Q(story__live=True)), "unpublished", Value(None, BigIntegerField()))


@transaction.atomic
def _tell_untold() -> int:
    """Append an entry for each current edition that is not the newest its feed says of the story."""
    rows = feed.lock(ChannelFeed.objects.values_list("channel", flat=True))
    newest = FeedEntry.objects.filter(channel=OuterRef("channel"), story=OuterRef("story")).order_by("-number")[:1]
    current = Edition.objects.filter(current=True, state=EditionState.READY, channel__in=rows)
    told = current.annotate(newest_op=Subquery(newest.values("op")), newest_edition=Subquery(newest.values("edition")))
    untold = told.exclude(newest_op=FeedOp.UPSERT, newest_edition=F("pk")) | told.filter(newest_op=None)
    missing = list(untold.select_related("release").order_by("pk"))
    for edition in missing:
        feed.append(rows[edition.channel], edition, edition.release.version)
    return len(missing)


def remake_files() -> int:
    """Make files of current editions anew that are gone from storage or damaged; return how many.

    The same original and recipe give the same bytes, so editions stay as they are. A film is an upload and
    cannot be made; its package stays incomplete until the upload is back.
    """
    made_here = RenderedAsset.objects.exclude(media_type__startswith="video/")
    broken = {row.name: row for row in made_here if not _is_whole(row)}
    if not broken:
        return 0
    RenderedAsset.objects.filter(pk__in=[row.pk for row in broken.values()]).delete()
    for row in broken.values():
        default_storage.delete(row.file.name)
    for edition in Edition.objects.filter(current=True).select_related("release"):
        if any(name in edition.envelope for name in broken):
            editions.rebuild(edition)
    return RenderedAsset.objects.filter(name__in=broken).count()


def _is_whole(row: RenderedAsset) -> bool:
    try:
        with row.file.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == row.sha256
    except OSError:
        return False
