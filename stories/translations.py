"""Stories in two languages: what a translation was made of, and whether its original moved on since.

A translation is a page of its own: written, submitted and approved separately. Blocks keep their ids when a story
is copied for translation, so the two can be laid side by side, and what changed can be named.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import get_active_log_context, log

from products.errors import Refused
from stories.builder import stored_blocks
from stories.models.story import StoryPage
from stories.models.translations import TranslationOf
from stories.readiness import Finding

FIELDS = ("title", "summary", "cover_id", "video_id")
CURRENT = "stories.translation.current"
LOG_ACTIONS = {
    CURRENT: (_("Call a translation up to date"), _("Compared the translation with its original: it is up to date")),
}


@dataclass(frozen=True, slots=True)
class Change:
    """`part` is a field's name or a block's id."""

    part: str
    kind: Literal["changed", "new", "gone"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two language versions. `record` is None where nobody has said yet which was made of which."""

    original: StoryPage
    translation: StoryPage
    record: TranslationOf | None

    @property
    def sides(self) -> tuple[StoryPage, StoryPage]:
        return self.original, self.translation


def translated(sender, source_obj, target_obj, **kwargs) -> None:
    """`copy_for_translation_done`: keep where the copy came from."""
    if isinstance(target_obj, StoryPage):
        context = get_active_log_context()
        _keep(target_obj, source_obj.specific, getattr(context, "user", None))


def content_of(page: StoryPage) -> StoryPage:
    """What a translation is held against: the live text, or the newest draft where none is live."""
    return page if page.live else page.get_latest_revision_as_object()


def parts_of(content: StoryPage) -> dict[str, str]:
    """A checksum of each field and each block as its author left it; facts that changed by themselves do not count."""
    parts = {name: _checksum(getattr(content, name)) for name in FIELDS}
    for block in stored_blocks(content.body):
        parts[str(block.get("id"))] = _checksum([block.get("type"), block.get("value")])
    return parts


def changes(record: TranslationOf) -> list[Change]:
    """What the original says otherwise than when the translation was last held against it, in its order."""
    then, now = record.parts, parts_of(content_of(record.original))
    found = [Change(part, "new" if part not in then else "changed") for part in now if then.get(part) != now[part]]
    return [*found, *(Change(part, "gone") for part in then if part not in now)]


def pair_of(page: StoryPage) -> Pair | None:
    """The story and its other language version; None where there is none."""
    records = TranslationOf.objects.select_related("original__locale", "page__locale")
    if record := records.filter(Q(page_id=page.pk) | Q(original_id=page.pk)).order_by("pk").first():
        return Pair(record.original, record.page, record)
    others = StoryPage.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    other = others.select_related("locale").order_by("pk").first()
    if other is None:
        return None
    first, second = sorted((page, other), key=lambda one: one.pk)
    return Pair(first, second, None)


@transaction.atomic
def mark_current(page: StoryPage, person) -> TranslationOf:
    """Say that a translation says what its original says now. Raises `Refused`."""
    if not page.permissions_for_user(person).can_edit():
        raise Refused("translation.not_allowed", _("You may not edit this story."))
    pair = pair_of(page)
    if pair is None or pair.translation.pk != page.pk:
        raise Refused("translation.none", _("This story is not a translation."))
    record = _keep(page, pair.original, person)
    log(instance=page, action=CURRENT, user=person, data={"original": pair.original.pk, "digest": record.from_digest})
    return record


def behind(pages: Iterable[int]) -> dict[int, int]:
    """By page id: how many places of the original changed, for translations that are behind; two queries or fewer."""
    records = TranslationOf.objects.filter(page__in=list(pages)).select_related("original__latest_revision")
    return {record.page_id: count for record in records if (count := len(changes(record)))}


def translation_findings(page: StoryPage) -> list[Finding]:
    """A warning where the original that is live says something else than this translation was made of."""
    record = TranslationOf.objects.filter(page_id=page.pk, original__live=True).select_related("original").first()
    count = len(changes(record)) if record else 0
    if not count:
        return []
    said = ngettext(
        "The original has changed since, in %(count)s place. See “Languages”.",
        "The original has changed since, in %(count)s places. See “Languages”.",
        count,
    )
    return [Finding("story.translation_behind", said % {"count": count})]


def _keep(page: StoryPage, original: StoryPage, person) -> TranslationOf:
    parts = parts_of(content_of(original))
    record, _new = TranslationOf.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "original_id": original.pk,
            "from_revision": original.live_revision_id if original.live else original.latest_revision_id,
            "from_digest": _checksum(parts),
            "parts": parts,
            "checked_by": person,
            "checked_at": timezone.now(),
        },
    )
    return record


def _checksum(value) -> str:
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
