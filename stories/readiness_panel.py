"""The editor's side panel: is this story ready, for us and for each channel?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from stories.blocks import StoryBlocks
from stories.readiness import ChannelReadiness, Finding, channel_readiness
from stories.rules import blocking, story_findings

WEIGHTS = {"block": 0, "warning": 1, "note": 2}
ICONS = {"block": "cross", "warning": "warning", "note": "info-circle"}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as shown: `where` names the block or field, `anchor` is its place in the form or ""."""

    message: str
    weight: str
    icon: str
    where: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ChannelLine:
    name: str
    blocked: bool
    lines: tuple[Line, ...]
    losses: tuple[str, ...]


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

    @cached_property
    def built(self):
        return self.object.built

    @cached_property
    def findings(self) -> list[Finding]:
        return story_findings(self.built.document, self.built.gaps)

    @cached_property
    def channels(self) -> list[ChannelReadiness]:
        return channel_readiness(self.built.document)

    @property
    def blocking_count(self) -> int:
        return len(blocking(self.findings))

    def get_context_data(self, parent_context):
        return {
            **super().get_context_data(parent_context),
            "lines": self._lines(self.findings),
            "blocked": self.blocking_count,
            "channels": [
                ChannelLine(channel.name, channel.blocked, self._lines(channel.findings), channel.losses)
                for channel in self.channels
            ],
        }

    def _lines(self, findings: Iterable[Finding]) -> tuple[Line, ...]:
        ordered = sorted(findings, key=lambda finding: WEIGHTS[finding.weight])
        return tuple(self._line(finding) for finding in ordered)

    def _line(self, finding: Finding) -> Line:
        block, _dot, _part = finding.block.partition(".")
        if block:
            where, anchor = self._block_names.get(block, ""), f"block-{block}-section"
        else:
            where, anchor = self._field_name(finding.field), _field_anchor(self.model, finding.field)
        return Line(finding.message, finding.weight, ICONS[finding.weight], where, anchor)

    @cached_property
    def _block_names(self) -> dict[str, str]:
        """What an author calls each block: its kind and its place, counted from 1."""
        kinds = StoryBlocks.base_blocks
        return {
            str(block.get("id")): f"{index}. {kinds[block['type']].label}"
            for index, block in enumerate(self.object.body.raw_data, start=1)
            if block.get("type") in kinds
        }

    def _field_name(self, field: str) -> str:
        """A channel may name a field of its own, which the form does not have."""
        try:
            return capfirst(str(self.model._meta.get_field(field).verbose_name)) if field else ""
        except FieldDoesNotExist:
            return ""


def _field_anchor(model: type, field: str) -> str:
    """Where Wagtail's form shows a field: the label of its input, or the body's panel.

    A panel's id is made of its tab's heading, in the language in which the process first built the
    form; so the form is asked for it.
    """
    if field == "body":
        return f"panel-child-{model.get_edit_handler().child_identifiers[0]}-body-section"
    return f"id_{field}-label" if field else ""
