"""Editions: a release in each channel's form, made once and kept as bytes."""

import logging
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from channels import adapters, envelope, feed, standing
from channels.contract import Adapter
from channels.models import Edition, EditionState
from channels.rendering import Rendered, render, takes
from channels.resolver import Resolver
from commerce.links import links_for
from stories.document import StoryDocument
from stories.models import Release

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition worked out and not yet stored; `text` is "" where a finding blocked."""

    rendered: Rendered
    text: str
    content_digest: str
    approver: str


def make_editions(release_id: int) -> list[Edition]:
    """Make what is missing of a release's editions, one channel after another; a second run adds nothing.

    A channel whose adapter fails does not hold up the others; the failures are raised together at the end.
    """
    release = Release.objects.select_related("story", "approved_by").get(pk=release_id)
    document = release.parsed()
    made, failures = [], []
    for adapter in adapters.ADAPTERS:
        if not takes(adapter, document):
            continue
        try:
            edition = make_edition(adapter, release, document)
        except Exception as error:
            log.exception("edition of %s for %s failed", release, adapter.key)
            failures.append(error)
        else:
            made += [edition] if edition else []
    if failures:
        raise ExceptionGroup(f"editions of {release}", failures)
    return made


def make_edition(adapter: Adapter, release: Release, document: StoryDocument) -> Edition | None:
    """Return the edition of `release` on one channel, made if it is missing.

    None where a newer release has taken its place. Rendering takes its time before the lock; under it
    only rows are written.
    """
    found = Edition.objects.filter(release=release, channel=adapter.key).first()
    if found:
        return found
    if not standing.is_newest(release):
        return None
    draft = work_out(adapter, release, document, release.approved_by.display_name(document.language))
    with transaction.atomic():
        return _store(adapter, release, draft)


def work_out(adapter: Adapter, release: Release, document: StoryDocument, approver: str) -> Draft:
    """Render. The same release, adapter and spec give the same bytes: the clock is the release's, not the wall's."""
    context = Resolver(document, adapter.spec, links_for).context(release.live_from)
    rendered = render(adapter, document, context)
    if rendered.payload is None:
        return Draft(rendered, "", "", approver)
    data = envelope.build(adapter, release, document, rendered, approver)
    return Draft(rendered, envelope.as_text(data), envelope.content_digest(data), approver)


def rebuild(edition: Edition) -> str:
    """Return the envelope of a past edition, made anew from its release with today's adapter."""
    release = edition.release
    adapter = adapters.adapter_for(edition.channel)
    return work_out(adapter, release, release.parsed(), edition.approver).text


def _store(adapter: Adapter, release: Release, draft: Draft) -> Edition | None:
    row = feed.lock([adapter.key])[adapter.key]
    # Under the lock: another worker may have been here, a newer release or a withdrawal may have come.
    found = Edition.objects.filter(release=release, channel=adapter.key).first()
    if found or not standing.is_newest(release):
        return found
    before = Edition.objects.filter(story_id=release.story_id, channel=adapter.key, current=True).first()
    state = _state(release, draft, before)
    if state == EditionState.READY and before:
        Edition.objects.filter(pk=before.pk).update(current=False)
    edition = Edition.objects.create(
        release=release,
        story_id=release.story_id,
        channel=adapter.key,
        state=state,
        current=state == EditionState.READY,
        envelope=draft.text,
        etag=envelope.digest_of(draft.text),
        content_digest=draft.content_digest,
        approver=draft.approver,
        media_type=draft.rendered.payload.media_type if draft.rendered.payload else "",
        adapter_version=adapter.version,
        spec_version=adapter.spec.version,
        findings=[envelope.finding_data(finding) for finding in draft.rendered.findings],
        losses=[envelope.loss_data(loss) for loss in draft.rendered.payload.losses] if draft.rendered.payload else [],
    )
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


def bring_back(product_id: int | None = None) -> int:
    """Put the newest editions of stories that stand again back on their channels; return how many.

    With `product_id` only stories that carry it. A story whose text names a `valid_until` that has passed
    stays away: its provenance would be untrue, and it needs a new release.
    """
    releases = standing.standing_releases()
    if product_id is not None:
        releases = releases.filter(carried__product=product_id)
    gone = Edition.objects.filter(
        release__in=releases, state__in=[EditionState.WITHDRAWN, EditionState.UNCHANGED]
    ).values_list("pk", "channel", "story_id")
    carried = set(Edition.objects.filter(current=True).values_list("channel", "story_id"))
    waiting = [(pk, channel) for pk, channel, story in gone if (channel, story) not in carried]
    return sum(_return(pk, channel) for pk, channel in waiting)


@transaction.atomic
def _return(pk: int, channel: str) -> int:
    row = feed.lock([channel])[channel]
    edition = Edition.objects.select_related("release").get(pk=pk)
    taken = Edition.objects.filter(story_id=edition.story_id, channel=channel, current=True).exists()
    if taken or not standing.stands(edition.release) or _outdated(edition.release.parsed()):
        return 0
    edition.state, edition.current = EditionState.READY, True
    edition.save(update_fields=["state", "current"])
    feed.append(row, edition, edition.release.version)
    return 1


def _outdated(document: StoryDocument) -> bool:
    today = timezone.localdate()
    return any(product.valid_until is not None and product.valid_until < today for product in document.products)
