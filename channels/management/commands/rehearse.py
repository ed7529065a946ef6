"""What changed adapters and specs would make of what stands on the channels."""

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from channels import adapters, messages
from channels.contract import Adapter
from channels.envelope import loss_data
from channels.rehearsal import Outcome, rehearse, with_spec


class Command(BaseCommand):
    help = (
        "Re-render current editions with the installed adapters, or with a changed spec, and say which stay the same, "
        "change, lose more or fail. Changes nothing. Ends with 1 where a story fails; with --strict also where one "
        "changes or loses more."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--channel", default="", help="only this channel key")
        parser.add_argument("--spec", type=Path, help="a changed spec (TOML) of --channel that is not switched on yet")
        parser.add_argument("--strict", action="store_true", help="end with 1 also where a story changes or loses more")
        parser.add_argument("--json", action="store_true", dest="as_json", help="the report as JSON, for programs")
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default=None, help="of the report; the site's by default")

    def handle(self, *args, language: str | None = None, **options) -> None:
        with translation.override(language or translation.get_language()):
            self._report(**options)

    def _report(self, *, channel: str, spec: Path | None, strict: bool, as_json: bool, **options) -> None:
        if channel and channel not in {adapter.key for adapter in adapters.ADAPTERS}:
            raise CommandError(_("There is no channel “%(key)s”.") % {"key": channel})
        changed = self._changed(channel, spec) if spec else None
        counts: Counter[str] = Counter()
        told = []
        for outcome in rehearse(channel, changed):
            counts[outcome.verdict] += 1
            counts["new_losses"] += bool(outcome.new_losses)
            if as_json:
                told.append(as_data(outcome))
            elif not outcome.quiet:
                self.stdout.write("\n".join(lines_of(outcome)))
        self._sum_up(counts, told, as_json)
        if counts["failed"]:
            raise CommandError(_("Some editions could not be made again."))
        if strict and (counts["changed"] or counts["new_losses"]):
            raise CommandError(_("Some editions would change or lose more."))

    def _changed(self, channel: str, spec: Path) -> Adapter:
        if not channel:
            raise CommandError(_("A changed spec needs --channel."))
        try:
            return with_spec(channel, spec)
        except (OSError, ValueError, tomllib.TOMLDecodeError) as error:
            raise CommandError(
                _("%(file)s is no spec of “%(key)s”: %(why)s") % {"file": spec, "key": channel, "why": error}
            ) from error

    def _sum_up(self, counts: Counter, told: list[dict[str, Any]], as_json: bool) -> None:
        if as_json:
            names = ("same", "changed", "failed", "new_losses")
            report = {"counts": {name: counts[name] for name in names}, "editions": told}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
            return
        words = {**verdicts(), "new_losses": _("with new losses")}
        self.stdout.write(", ".join(f"{words[name]}: {counts[name]}" for name in words))


def verdicts() -> dict[str, str]:
    return {"same": _("same"), "changed": _("changed"), "failed": _("failed")}


def weights() -> dict[str, str]:
    return {"heavy": _("heavy"), "medium": _("medium"), "light": _("light")}


def lines_of(outcome: Outcome) -> list[str]:
    """The story with its verdict, and below it what blocks, differs and is lost."""
    edition = outcome.edition
    lines = [f"{edition}\t{verdicts()[outcome.verdict]}"]
    lines += [f"    {reason}" for reason in outcome.reasons]
    lines += ["    " + _("Differs: %(path)s") % {"path": path} for path in outcome.changes]
    for loss in outcome.new_losses:
        what = {"weight": weights()[loss.weight], "loss": messages.loss_message(loss)}
        lines.append("    " + _("New loss (%(weight)s): %(loss)s") % what)
    return lines


def as_data(outcome: Outcome) -> dict[str, Any]:
    edition = outcome.edition
    return {
        "channel": edition.channel,
        "story_id": edition.story_id,
        "title": edition.story.title,
        "version": edition.release.version,
        "verdict": outcome.verdict,
        "reasons": outcome.reasons,
        "changes": outcome.changes,
        "new_losses": [loss_data(loss) for loss in outcome.new_losses],
    }
