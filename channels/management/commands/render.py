"""One story in one channel's form, as files."""

import json
import shutil
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.models import BigIntegerField
from django.utils.translation import gettext as _

from channels import messages
from channels.current_rules import current_adapter
from channels.editions import Draft, work_out
from channels.envelope import as_text
from channels.models import RenderedAsset
from channels.rendering import takes
from commerce.audiences import audiences_of
from stories.models import Release


class Command(BaseCommand):
    help = "Render the newest release of a story for one channel: payload to the screen, or payload and assets to a folder."

    def add_arguments(self, parser) -> None:
        parser.add_argument("story_id", type=int)
        parser.add_argument("--channel", required=True, help="channel key, such as wechat-oa")
        parser.add_argument("--out", type=Path, help="folder for payload.json, envelope.json and assets/")

    def handle(self, *args, story_id: int, channel: str, out: Path | None, **options) -> None:
        draft = self._draft(story_id, channel)
        for finding in draft.rendered.findings:
            self.stderr.write(f"{finding.weight}: {messages.message(finding)}")
        if not draft.text:
            raise CommandError(_("Nothing was rendered: see what blocks above."))
        payload = as_text(json.loads(draft.text)["payload"])
        if out is None:
            self.stdout.write(payload)
            return
        try:
            self._write(out, draft, payload)
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be written: %(why)s") % {"file": error.filename or out, "why": error.strerror}
            ) from error
        self.stdout.write(_("Written to %(folder)s.") % {"folder": out})

    def _draft(self, story_id: int, channel: str) -> Draft:
        try:
            adapter = current_adapter(channel)
        except KeyError as error:
            raise CommandError(_("There is no channel “%(key)s”.") % {"key": channel}) from error
        releases = Release.objects.filter(story_id=story_id).select_related("approved_by").order_by("-version")
        release = releases.first() if story_id <= BigIntegerField.MAX_BIGINT else None
        if release is None:
            raise CommandError(_("Story %(id)s does not exist or was never approved.") % {"id": story_id})
        document = release.parsed()
        if not takes(adapter, document):
            raise CommandError(_("This channel does not take this form of story."))
        # What the channel has, where it has it: a campaign may have changed since.
        edition = release.editions.filter(channel=channel).first()
        audience = edition.audience if edition else audiences_of(document)
        return work_out(adapter, release, document, release.approved_by.display_name(document.language), audience)

    def _write(self, out: Path, draft: Draft, payload: str) -> None:
        (out / "assets").mkdir(parents=True, exist_ok=True)
        (out / "payload.json").write_text(payload, encoding="utf-8")
        (out / "envelope.json").write_text(draft.text, encoding="utf-8")
        names = {asset.name for asset in draft.rendered.payload.assets}
        for row in RenderedAsset.objects.filter(name__in=names):
            with row.file.open("rb") as source, (out / "assets" / row.name).open("wb") as target:
                shutil.copyfileobj(source, target)
