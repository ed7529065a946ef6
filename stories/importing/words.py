"""What a report says, in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS = {
    # changed
    "unwrapped": _("Layout only; the text in it was kept"),
    "style": _("Text style that stories do not have; the words were kept"),
    "unknown": _("Unknown element; the text in it was kept"),
    "definitions": _("A list of terms became paragraphs"),
    "code_as_text": _("Code became plain text"),
    "caption_as_text": _("A caption became a paragraph"),
    "table_as_text": _("A table became lines of text"),
    "table_part": _("Part of a table"),
    "table_unwrapped": _("A table that only arranged the page was taken apart"),
    "list_flattened": _("A list within a list was joined to it"),
    "stray_point": _("A point without a list became a paragraph"),
    "quote_unwrapped": _("A long or mixed quotation became paragraphs"),
    "quote_links": _("A quotation lost its links"),
    "heading_level": _("A smaller heading was raised to the level stories have"),
    "heading_long": _("A long heading became a small one"),
    "heading_links": _("A heading lost its links"),
    "heading_inside": _("A heading within a list or a table became text"),
    "link_plain": _("A link that is no https address became plain text"),
    "anchor": _("A mark that links lead to was removed; its text was kept"),
    "picture_moved": _("A picture within text was put after it"),
    "picture_link": _("A picture lost its link"),
    "word_style": _("A style of Word that stories do not have; the words were kept"),
    # dropped
    "empty": _("Held nothing"),
    "comment": _("Hidden comment"),
    "script": _("Script"),
    "style_sheet": _("Style sheet"),
    "embedded": _("Embedded page or object"),
    "drawing": _("Drawing or chart"),
    "media": _("Sound or video; add it in the editor"),
    "control": _("Form control"),
    "page_data": _("Data of the page that is not shown"),
    "page_title": _("Title of the browser window"),
    "rule": _("Dividing line"),
    "hidden": _("Hidden text"),
    "characters": _("Characters that cannot be shown"),
    "note_back": _("Arrow that leads back from a footnote"),
    "list_mark": _("Typed bullet or number of a list; the list has its own"),
    "word_unread": _("Part of the Word file that could not be read"),
    "formula": _("Formula"),
    "deleted": _("Text deleted in Word with tracked changes"),
    "page_edge": _("Header or footer of the page"),
    "remark": _("Comment in the margin"),
    "picture_remote": _("Picture on another site; bring the file and add it"),
    "picture_missing": _("Picture that was not in the file; bring the file and add it"),
    "picture_refused": _("Picture that cannot be taken"),
    "picture_too_many": _("Picture beyond the limit for one import"),
    "picture_not_allowed": _("Picture; your role may not add pictures"),
    "other_text": _("Another text in the archive"),
    "field": _("A field that stories do not have"),
    "field_cut": _("The end of a field that was too long"),
    "title_cut": _("The end of a title that was too long"),
    "author": _("Name of an author; choose the authors in the editor"),
}
FATES = {"changed": _("What was changed"), "dropped": _("What was dropped")}


def totals(report: Mapping[str, Any]) -> dict[str, int]:
    """How many elements were kept, changed and dropped."""
    return {fate: sum(counts.values()) for fate, counts in report.get("elements", {}).items()}


def groups(report: Mapping[str, Any], fate: str) -> list[dict[str, Any]]:
    """The groups of one fate with their reason in words, those that say something of the text first."""
    shown = [{**group, "reason": REASONS.get(group["code"], group["code"])} for group in report.get(fate, ())]
    return sorted(shown, key=lambda group: not group["places"])


def report_lines(report: Mapping[str, Any]) -> Iterator[str]:
    """The report as lines for a terminal."""
    for fate, counts in report.get("elements", {}).items():
        names = ", ".join(f"{name} {number}" for name, number in counts.items())
        yield f"{fate} {sum(counts.values())}: {names}" if counts else f"{fate} 0"
    for fate, name in FATES.items():
        for group in groups(report, fate):
            yield f"{name} · {group['reason']} · {group['element']} × {group['count']}"
            yield from (f"    {_placed(place)}" for place in group["places"])


def _placed(place: Mapping[str, str]) -> str:
    return f"{place['place']}: {place['text']}" if place["place"] else place["text"]
