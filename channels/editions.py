"""Editions: a release in each channel's form, made once and kept as bytes."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import BigIntegerField, Value
from django.utils import timezone

from channels import adapters, current_rules, envelope, feed, standing, waiting
from channels.contract import Adapter
from channels.models import Edition, EditionState
from channels.rendering import Rendered, render, wanted
from channels.resolver import LinkMaker, Resolver
from commerce.audiences import Audience, audiences_of
from commerce.links import links_for
from products.one_by_one import one_by_one
from stories.document import StoryDocument
from stories.models import Release

# The reason of a withdrawal where a newer release is not meant for the channel any more.
NO_LONGER_MEANT = "no_longer_meant_for_channel"


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition worked out and not yet stored; `text` is "" where a finding blocked."""

    rendered: Rendered
    text: str
    content_digest: str
    approver: str
    audience: list[Audience]


def make_editions(release_id: int) -> list[Edition]:
    """Make what is missing of a release's editions, one channel after another; a second run adds nothing.

    Channels that carry an earlier version, and that this one is not meant for, get a withdrawal first.
    A channel whose adapter fails does not hold up the others; the failures are raised together at the end.
    """
    release = Release.objects.select_related("story", "approved_by").get(pk=release_id)
    document = release.parsed()
    withdraw_where_not_meant(release, document)
    takers = [adapter for adapter in current_rules.current_adapters() if wanted(adapter, document)]
    return one_by_one(takers, lambda adapter: make_edition(adapter, release, document), f"editions of {release}")


def withdraw_where_not_meant(release: Release, document: StoryDocument) -> int:
    """Take the story off channels that its newest release does not name; return off how many.

    A channel that does not take the story's form keeps what it has, as where a finding blocks.
    """
    others = [adapter.key for adapter in adapters.ADAPTERS if not document.is_for(adapter.key)]
    carried = Edition.objects.filter(story_id=release.story_id, channel__in=others, current=True)
    if not others or not carried.exists():
        return 0
    with transaction.atomic():
        feed.lock(others)
        # Under the locks: no older release can be stored now, and a newer one may have come.
        if not standing.is_newest(release):
            return 0
        return feed.withdraw(carried, NO_LONGER_MEANT, Value(None, BigIntegerField()))


def make_edition(adapter: Adapter, release: Release, document: StoryDocument) -> Edition | None:
    """Return the edition of `release` on one channel, made if it is missing.

    None where a newer release has taken its place. Rendering takes its time before the lock; under it
    only rows are written.
    """
    found = Edition.objects.filter(release=release, channel=adapter.key).first()
    if found and found.state != EditionState.WAITING:
        return found
    if not standing.is_newest(release):
        return None
    due_at = document.embargo(adapter.key)
    if due_at and due_at > timezone.now():
        return found or waiting.hold_back(adapter, release, due_at)
    return _make(adapter, release, document)


def remake(edition: Edition, adapter: Adapter) -> Edition | None:
    """Make an edition that was blocked again: nobody ever got it, so its row may become another."""
    release = edition.release
    return _make(adapter, release, release.parsed(), over=(EditionState.WAITING, EditionState.BLOCKED))


def _make(
    adapter: Adapter,
    release: Release,
    document: StoryDocument,
    over: tuple[EditionState, ...] = (EditionState.WAITING,),
) -> Edition | None:
    approver = release.approved_by.display_name(document.language)
    draft = work_out(adapter, release, document, approver, audiences_of(document))
    current_rules.keep(adapter.spec)
    with transaction.atomic():
        return _store(adapter, release, draft, over)


def work_out(
    adapter: Adapter,
    release: Release,
    document: StoryDocument,
    approver: str,
    audience: list[Audience],
    links: LinkMaker = links_for,
) -> Draft:
    """Render. The same release, adapter, spec and audience give the same bytes.

    The clock is the release's, not the wall's.
    """
    context = Resolver(document, adapter.spec, links).context(release.live_from)
    rendered = render(adapter, document, context)
    if rendered.payload is None:
        return Draft(rendered, "", "", approver, audience)
    data = envelope.build(adapter, release, document, rendered, approver, audience)
    return Draft(rendered, envelope.as_text(data), envelope.content_digest(data), approver, audience)


def rebuild(edition: Edition) -> str:
    """Return the envelope of a past edition, made anew from its release with today's adapter and the edition's rules."""
    release = edition.release
    adapter = current_rules.adapter_of(edition)
    return work_out(adapter, release, release.parsed(), edition.approver, edition.audience).text


def _store(adapter: Adapter, release: Release, draft: Draft, over: tuple[EditionState, ...]) -> Edition | None:
    """Write a draft down; an edition that is there already stays, unless it is in one of the states `over`."""
    row = feed.lock([adapter.key])[adapter.key]
    # Under the lock: another worker may have been here, a newer release or a withdrawal may have come.
    found = Edition.objects.filter(release=release, channel=adapter.key).first()
    if (found and found.state not in over) or not standing.is_newest(release):
        return found
    waiting.give_up(Edition.objects.filter(story_id=release.story_id, channel=adapter.key).exclude(release=release))
    before = Edition.objects.filter(story_id=release.story_id, channel=adapter.key, current=True).first()
    state = _state(release, draft, before)
    if state == EditionState.READY and before:
        Edition.objects.filter(pk=before.pk).update(current=False)
    made = {
        "state": state,
        "current": state == EditionState.READY,
        "envelope": draft.text,
        "etag": envelope.digest_of(draft.text),
        "content_digest": draft.content_digest,
        "approver": draft.approver,
        "audience": draft.audience,
        "media_type": draft.rendered.payload.media_type if draft.rendered.payload else "",
        "adapter_version": adapter.version,
        "spec_version": adapter.spec.version,
        "findings": [envelope.finding_data(finding) for finding in draft.rendered.findings],
        "losses": [envelope.loss_data(loss) for loss in draft.rendered.payload.losses]
        if draft.rendered.payload
        else [],
    }
    edition = found or Edition(release=release, channel=adapter.key, story_id=release.story_id)
    for name, value in made.items():
        setattr(edition, name, value)
    edition.save()
    if state == EditionState.READY:
        feed.append(row, edition, release.version)
    return edition


def _state(release: Release, draft: Draft, before: Edition | None) -> EditionState:
    """A blocked version leaves the earlier edition current; so does one that says nothing new."""
    if draft.rendered.blocked:
        return EditionState.BLOCKED
    if not standing.stands(release):
        return EditionState.WITHDRAWN
    if before and before.content_digest == draft.content_digest:
        return EditionState.UNCHANGED
    return EditionState.READY
