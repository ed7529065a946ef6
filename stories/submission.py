"""What is refused when a story is put before a second person, with every reason at once."""

from django.utils.translation import gettext as _

from products.errors import Refused
from stories.builder import Built
from stories.readiness import ChannelReadiness, Finding, channel_readiness
from stories.rules import blocking, story_findings


class NotReady(Refused):
    """`findings` are the reasons, each naming its block or field."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        reasons = " ".join(str(finding.message) for finding in findings)
        super().__init__("story.not_ready", _("Not ready to be submitted. %(reasons)s") % {"reasons": reasons})


def check_ready(built: Built) -> None:
    """Raise `NotReady` with what blocks the story itself, or where no channel at all could take it.

    A finding that blocks one channel does not hold back the others: that channel gets no edition.
    """
    findings = blocking(story_findings(built.document, built.gaps))
    if findings:
        raise NotReady(_once(findings))
    channels = channel_readiness(built.document)
    if channels and all(channel.blocked for channel in channels):
        raise NotReady(_once(_blocking_of(channels)))


def _blocking_of(channels: list[ChannelReadiness]) -> list[Finding]:
    return [finding for channel in channels for finding in blocking(list(channel.findings))]


def _once(findings: list[Finding]) -> list[Finding]:
    """Without repeats of the same words."""
    return list({str(finding.message): finding for finding in findings}.values())
