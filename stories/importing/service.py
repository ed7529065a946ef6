"""From a source to a draft, in one transaction."""

import hashlib
from dataclasses import dataclass
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from products.errors import Refused
from products.scope import products_of
from products.slugs import numbered, slug_for
from stories.builder import language_of
from stories.categories import categories
from stories.importing.blocks import Blocks
from stories.importing.cleaning import clean, take_page_title
from stories.importing.converter import Converted, convert
from stories.importing.pictures import Library
from stories.importing.report import Report
from stories.importing.sources import Neighbours, Source, read_file, read_paste
from stories.models import StoryImport, StoryIndexPage, StoryPage

MAX_TITLE = 255
MAX_TITLE_FROM_TEXT = 60


@dataclass(frozen=True, slots=True)
class Upload:
    """What an author hands in: a file, or a paste with its HTML and its plain text. `name` is shown in the report."""

    name: str
    data: bytes = b""
    html: str = ""
    text: str = ""
    neighbours: Neighbours | None = None

    @property
    def is_paste(self) -> bool:
        return not self.data and bool(self.html or self.text)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data or (self.html or self.text).encode("utf-8", "replace")).hexdigest()

    def read(self) -> Source:
        return read_paste(self.html, self.text) if self.is_paste else read_file(self.name, self.data, self.neighbours)


def may_import(person, parent: StoryIndexPage) -> bool:
    """Whoever may add stories there."""
    return parent.permissions_for_user(person).can_add_subpage()


def earlier_import(upload: Upload, person, parent: StoryIndexPage) -> StoryImport | None:
    """The last import of the same bytes below `parent` whose draft is there still and `person` may edit."""
    found = StoryImport.objects.filter(sha256=upload.sha256, story__path__startswith=parent.path)
    for one in found.select_related("story")[:10]:
        if person is None or one.story.permissions_for_user(person).can_edit():
            return one
    return None


def import_story(upload: Upload, person, parent: StoryIndexPage, *, product=None, title: str = "") -> StoryImport:
    """Make a draft below `parent`, with `product`'s card at its end. Raises Refused; then nothing is stored.

    `person` None is the operator at the command line.
    """
    if person is not None and not may_import(person, parent):
        raise Refused("import.no_permission", _("Your role does not allow this."))
    if product is not None and person is not None and not products_of(person).filter(pk=product.pk).exists():
        raise Refused("import.product_not_yours", _("This product belongs to another organisation."))
    source = upload.read()
    language = language_of(parent)
    known_title = title.strip() or source.fields.title
    library = Library(source, person, language=language, title=known_title or PurePath(upload.name).stem)
    try:
        with transaction.atomic():
            converted = _convert(source, library, language, known_title)
            if product is not None:
                _add_card(converted, product)
            story = _draft(converted, source, upload, person, parent)
            return StoryImport.objects.create(
                story=story,
                person=person,
                file_name=upload.name[:255],
                sha256=upload.sha256,
                report=converted.report.as_json(),
            )
    except BaseException:
        library.withdraw()
        raise


def _convert(source: Source, library: Library, language: str, title: str) -> Converted:
    clean(source.soup, source.report)
    title = title or take_page_title(source.soup, source.report)
    if len(title) > MAX_TITLE:
        source.report.remark("dropped", "title_cut", "title", title[MAX_TITLE:])
        title = title[:MAX_TITLE]
    converted = convert(source.soup, library.place, language=language, title=title, report=source.report)
    if not converted.blocks and not converted.title:
        raise Refused("import.no_words", _("There is no text in it that a story could show."))
    return converted


def _add_card(converted: Converted, product) -> None:
    card = Blocks()
    card.add("product", {"product": product.pk, "offers": [], "pitch": ""})
    converted.blocks.extend(card.stored)


def _draft(converted: Converted, source: Source, upload: Upload, person, parent: StoryIndexPage) -> StoryPage:
    fields, report = source.fields, converted.report
    title = converted.title or _title_from(converted, upload)
    story = StoryPage(
        title=title,
        slug=_free_slug(title, parent),
        summary=_cut(fields.summary, 300, "summary", report),
        category=_category(fields.category, report),
        owner=person,
        live=False,
    )
    story.body = converted.blocks
    story.cover_id = next((block["value"]["photo"] for block in converted.blocks if block["type"] == "image"), None)
    parent.add_child(instance=story)
    if person is not None:
        story.authors.add(person)
    if fields.tags:
        story.tags.add(*(tag[:100] for tag in fields.tags))
    if fields.author:
        report.remark("dropped", "author", "author", fields.author)
    story.save()
    story.save_revision(user=person, log_action=True)
    return story


def _free_slug(title: str, parent: StoryIndexPage) -> str:
    return numbered(slug_for(title) or "story", set(parent.get_children().values_list("slug", flat=True)))


def _title_from(converted: Converted, upload: Upload) -> str:
    heading = next((block["value"] for block in converted.blocks if block["type"] == "heading"), "")
    if upload.is_paste:
        return heading or str(_("Pasted text"))
    return PurePath(upload.name).stem[:MAX_TITLE] or heading


def _cut(text: str, length: int, name: str, report: Report) -> str:
    if len(text) > length:
        report.remark("dropped", "field_cut", name, text[length:])
    return text[:length]


def _category(text: str, report: Report) -> str:
    """The key of a category by its key or either name."""
    for key, names in categories().items():
        if text and text.casefold() in (key.casefold(), *(name.casefold() for name in names)):
            return key
    if text:
        report.remark("dropped", "field", "category", text)
    return ""
