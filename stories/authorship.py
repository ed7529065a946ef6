"""Who wrote what is to be approved: named or not, they cannot be its second person."""

from django.db.models import Q
from wagtail.models import Page, PageLogEntry

from stories.models.approvals import Approval

# Most of the words are of whoever made the page or put it into this language, however often it was approved since.
MAKING = ("wagtail.create", "wagtail.copy", "wagtail.copy_for_translation")
WRITING = ("wagtail.edit", "wagtail.revert")


def author_ids(page: Page, revision=None) -> set[int]:
    """Ids of everyone who had a hand in `revision` (default: the newest) of `page`.

    The named authors, the page's owner, whoever made or translated it, and whoever saved a revision or is in the log as having
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
    since = Q(timestamp__gt=before.approved_at) if before else Q()
    written = PageLogEntry.objects.filter(Q(action__in=MAKING) | Q(action__in=WRITING) & since, page_id=page.pk)
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
