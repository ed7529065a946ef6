"""The editor's side panel: is this story ready, for us and for each channel?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.forms import Media
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from stories.channel_rules import whole_story_findings
from stories.correction_notes import unexplained
from stories.machine_checks import fact_checks
from stories.readiness import ChannelReadiness, Finding, Loss, channel_readiness
from stories.readiness_places import BlockPlaces
from stories.rules import story_findings
from stories.sign_off_gate import sign_off_findings
from stories.submission import reasons
from stories.translations import translation_findings

WEIGHTS = {"block": 0, "warning": 1, "note": 2}
ICONS = {"block": "cross", "warning": "warning", "note": "info-circle", "heavy": "warning"}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding or loss as shown: `where` names the block or field, `anchor` is its place in the form or ""."""

    message: str
    weight: str
    icon: str
    where: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ChannelLine:
    key: str
    name: str
    takes_form: bool
    lines: tuple[Line, ...]
    losses: tuple[Line, ...]

    @property
    def blocks(self) -> int:
        return sum(line.weight == "block" for line in self.lines)

    @property
    def warnings(self) -> int:
        return sum(line.weight == "warning" for line in self.lines)

    @property
    def ready(self) -> bool:
        return self.takes_form and not self.blocks

    @property
    def state(self) -> str:
        if not self.takes_form:
            return "not_taken"
        return "block" if self.blocks else "warning" if self.warnings else "ready"


class ReadinessPanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle readiness")
        icon_name = "circle-check"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context):
            return {**super().get_context_data(parent_context), "count": self.panel.blocking_count}

    name = "readiness"
    title = _("Readiness")
    template_name = "stories/admin/readiness_panel.html"
    order = 360

    @property
    def media(self) -> Media:
        return super().media + Media(js=["stories/readiness.js"], css={"all": ["stories/readiness.css"]})

    @cached_property
    def built(self):
        return self.object.built

    @cached_property
    def findings(self) -> list[Finding]:
        document = self.built.document
        own = [*story_findings(document, self.built.gaps), *unexplained(self.object, document)]
        own += [*sign_off_findings(self.object, document), *translation_findings(self.object)]
        return [*own, *whole_story_findings(document, self.channels)]

    @cached_property
    def channels(self) -> list[ChannelReadiness]:
        return channel_readiness(self.built.document)

    @cached_property
    def blocking_count(self) -> int:
        """How many reasons the gate itself would give for not taking the story."""
        return len(reasons(self.built, self.channels))

    def get_context_data(self, parent_context):
        channels = [self._channel_line(channel) for channel in self.channels]
        return {
            **super().get_context_data(parent_context),
            "lines": self._lines(self.findings),
            "blocked": self.blocking_count,
            "checks": fact_checks(self.findings),
            # Also for the window that chooses facts: it shows their words in the story's language.
            "language": self.built.document.language,
            "channels": channels,
            "ready": sum(channel.ready for channel in channels),
        }

    def _channel_line(self, channel: ChannelReadiness) -> ChannelLine:
        return ChannelLine(
            channel.channel,
            channel.name,
            channel.takes_form,
            self._lines(channel.findings, channel.channel) if channel.takes_form else (),
            tuple(self._loss(loss) for loss in channel.losses),
        )

    def _lines(self, findings: Iterable[Finding], channel: str = "") -> tuple[Line, ...]:
        ordered = sorted(findings, key=lambda finding: WEIGHTS[finding.weight])
        return tuple(self._line(finding, channel) for finding in ordered)

    def _line(self, finding: Finding, channel: str) -> Line:
        where, anchor = self._places.of_block(finding.block)
        if not finding.block:
            where, anchor = self._field_name(finding.field), self._field_anchor(finding.field)
            if own := self._places.own_words(channel, finding.field):
                where, anchor = _("%(field)s set for this channel") % {"field": where}, own
        return Line(finding.message, finding.weight, ICONS[finding.weight], where, anchor)

    def _loss(self, loss: Loss) -> Line:
        where, anchor = self._places.of_block(loss.block)
        return Line(loss.message, loss.weight, ICONS.get(loss.weight, "minus"), where, anchor)

    @cached_property
    def _places(self) -> BlockPlaces:
        return BlockPlaces(self.object)

    def _field_name(self, field: str) -> str:
        """A channel may name a field of its own, which the form does not have."""
        try:
            return capfirst(str(self.model._meta.get_field(field).verbose_name)) if field else ""
        except FieldDoesNotExist:
            return ""

    def _field_anchor(self, field: str) -> str:
        """Where Wagtail's form shows a field: the label of its input, or a stream's panel.

        A panel's id is made of its tab's heading, in the language in which the process first built the
        form; so the form is asked for it.
        """
        if not self._field_name(field):
            return ""
        tabs = self.model.get_edit_handler().child_identifiers
        if field in STREAMS:
            return f"panel-child-{tabs[STREAMS[field]]}-{field}-section"
        return f"id_{field}" if field in CHECKBOXES else f"id_{field}-label"


# Stream fields, and the tab in which each stands.
STREAMS = {"body": 0, "covers": 1, "channel_settings": 1}
# A group of boxes has no label of its own.
CHECKBOXES = ("authors", "targets")
