"""What readers are told of corrections: which version corrected what, and why.

A note belongs to the version that brings it. It is written in the draft, goes into the document when that version
goes out, and stays in all later ones. The revision that was approved is not rewritten to empty it: an editor that
opens what is live begins with an empty note (`begin_anew`), and a note that is there already is not added again.
"""

from datetime import datetime

from django.utils import timezone
from wagtail.admin.panels import MultiFieldPanel

from stories.document import CorrectionNote, StoryDocument
from stories.gaps import finding
from stories.readiness import Finding
from stories.richtext import clean_text

LONGEST = 500


def with_notes(document: StoryDocument, page, before: StoryDocument | None, version: int, at: datetime):
    """The document of a new version with what earlier ones noted, and its own note; nothing for a first version."""
    if before is None:
        return document
    notes, what, why = before.corrections, clean_text(page.correction_what), clean_text(page.correction_why)
    if page.corrects and what and (what, why) not in {(note.what, note.why) for note in notes}:
        notes = (*notes, CorrectionNote(on=timezone.localdate(at), what=what, why=why, version=version))
    return document.model_copy(update={"corrections": notes}) if notes else document


def begin_anew(page) -> None:
    """Empty the note of a page in memory whose newest content is what is out."""
    if page.live and page.latest_revision_id == page.live_revision_id:
        page.corrects, page.correction_what, page.correction_why = False, "", ""


def add_to(page, what: str, why: str) -> None:
    """Write a line into the note of a draft in memory, and its reason where there is none yet."""
    lines = page.correction_what.splitlines() if page.corrects else []
    if what not in lines and len("\n".join([*lines, what])) <= LONGEST:
        lines.append(what)
    page.correction_what = "\n".join(lines)
    page.correction_why = (page.correction_why if page.corrects else "") or why
    page.corrects = True


def gaps(page) -> list[Finding]:
    """What the note of a page lacks, without asking the database."""
    if not page.corrects or not page.first_published_at:
        return []
    empty = [name for name in ("correction_what", "correction_why") if not clean_text(getattr(page, name))]
    return [finding("story.correction_words_missing", field=name) for name in empty]


def unexplained(page, document: StoryDocument) -> list[Finding]:
    """A warning where a draft says something else than what is out and does not say whether it was wrong."""
    if not page.pk or not page.live or page.corrects:
        return []
    release = page.current_release
    if release is None:
        return []
    before = release.parsed()
    if (before.title, before.body) == (document.title, document.body):
        return []
    return [finding("story.change_unexplained", "warning", field="corrects")]


class CorrectionPanel(MultiFieldPanel):
    """Only for a story that was out: before that there is nothing to correct."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(self.instance and self.instance.first_published_at) and super().is_shown()
