"""Who wrote what is to be approved: named or not, they cannot be its second person."""

from wagtail.models import Page, PageLogEntry

from stories.models.approvals import Approval

WRITING = ("wagtail.create", "wagtail.edit", "wagtail.revert", "wagtail.copy", "wagtail.copy_for_translation")


def author_ids(page: Page, revision=None) -> set[int]:
    """Ids of everyone who had a hand in `revision` (default: the newest) of `page`.

    The named authors, the page's owner, and whoever saved a revision or is in the log as having
    written since the approval of what is live. The log also knows of revisions that were purged
    or written over.
    """
    revision = revision or page.get_latest_revision()
    content = revision.as_object() if revision else page.specific
    before = Approval.objects.filter(page_id=page.pk, went_live_at__isnull=False).first()
    ids = {page.owner_id, content.owner_id}
    if hasattr(content, "authors"):
        ids.update(author.pk for author in content.authors.all())
    ids.update(_savers(page, revision, before))
    written = PageLogEntry.objects.filter(page_id=page.pk, action__in=WRITING)
    if before:
        written = written.filter(timestamp__gt=before.approved_at)
    ids.update(written.values_list("user_id", flat=True))
    return {pk for pk in ids if pk}


def wrote(user, page: Page, revision=None) -> bool:
    return user.pk in author_ids(page, revision)


def _savers(page: Page, revision, before: Approval | None) -> set[int | None]:
    if revision is None:
        return set()
    saved = page.revisions.filter(pk__lte=revision.pk)
    if before:
        saved = saved.filter(pk__gt=before.revision_id)
    return {revision.user_id, *saved.values_list("user_id", flat=True)}
