"""The docs page on channels, in both languages."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from channels.rule_pages import PAGES, page


class Command(BaseCommand):
    help = (
        "Write docs/channels.md and docs/channels.zh.md from the specs; with --check only say whether they are in step."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, fail where a page is out of step")

    def handle(self, *args, check: bool, **options) -> None:
        folder = Path(settings.BASE_DIR) / "docs"
        for name, language in PAGES.items():
            path, text = folder / name, page(language)
            if path.is_file() and path.read_text(encoding="utf-8") == text:
                continue
            if check:
                raise CommandError(_("%(file)s is out of step with the specs; run “channel_docs”.") % {"file": name})
            path.write_text(text, encoding="utf-8")
            self.stdout.write(_("Written: %(file)s") % {"file": name})
