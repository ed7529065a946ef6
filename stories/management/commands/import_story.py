"""Reads a .md, .html, .docx or .zip file into a draft."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from products.errors import Refused
from products.models import Product
from stories.importing.limits import MAX_BYTES, check_bytes
from stories.importing.service import Upload, earlier_import, import_story
from stories.importing.words import report_lines
from stories.models import StoryIndexPage


class Command(BaseCommand):
    help = "Read a .md, .html, .docx or .zip file into a draft, and report what was kept, changed and dropped."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--product", default="", help="slug of a product whose card is put at the end")
        parser.add_argument("--author", default="", help="username of the author; by default nobody is named")
        parser.add_argument("--language", default="zh-hans", help="which tree the draft is put in: zh-hans or en")
        parser.add_argument(
            "--again", action="store_true", help="make another draft of a file that was imported before"
        )

    def handle(self, *args, **options):
        parent = StoryIndexPage.objects.filter(locale__language_code=options["language"]).first()
        if parent is None:
            raise CommandError(f"There is no section of stories in “{options['language']}”.")
        author = _one(get_user_model(), "username", options["author"])
        product = _one(Product, "slug", options["product"])
        upload = _upload(options["file"])
        earlier = None if options["again"] else earlier_import(upload, None, parent)
        if earlier:
            self.stdout.write(
                f"imported before: draft {earlier.story_id} “{earlier.story.title}”; --again makes another"
            )
            return
        try:
            made = import_story(upload, author, parent, product=product)
        except Refused as refusal:
            raise CommandError(f"{refusal.message} ({refusal.code})") from refusal
        self.stdout.write(f"draft {made.story_id}: {made.story.title}")
        for line in report_lines(made.report):
            self.stdout.write(line)


def _one(model, field: str, value: str):
    if not value:
        return None
    found = model.objects.filter(**{field: value}).first()
    if found is None:
        raise CommandError(f"There is no {model._meta.verbose_name} “{value}”.")
    return found


def _upload(path: Path) -> Upload:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        check_bytes(data)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except Refused as refusal:
        raise CommandError(f"{refusal.message} ({refusal.code})") from refusal
    return Upload(name=path.name, data=data, neighbours=_beside(path.resolve().parent))


def _beside(folder: Path):
    """Files in the folder of the text or below it, links that lead out of it not followed."""

    def read(relative: str) -> bytes | None:
        path = (folder / relative).resolve()
        if not path.is_relative_to(folder) or not path.is_file() or path.stat().st_size > MAX_BYTES:
            return None
        return path.read_bytes()

    return read
