"""What is refused when a story is put before a second person, with every reason at once."""

from django.utils.translation import gettext as _

from products.errors import Refused
from stories.builder import Built
from stories.channel_rules import channel_findings
from stories.readiness import ChannelReadiness, Finding, channel_readiness
from stories.rules import blocking, story_findings


class NotReady(Refused):
    """`findings` are the reasons, each naming its block or field."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        reasons = " ".join(str(finding.message) for finding in findings)
        super().__init__("story.not_ready", _("Not ready to be submitted. %(reasons)s") % {"reasons": reasons})


def check_ready(built: Built) -> None:
    """Raise `NotReady` with all that blocks the story itself or any channel it is meant for.

    Whoever wants the story out without a channel takes that channel off the story's list.
    """
    found = reasons(built, channel_readiness(built.document))
    if found:
        raise NotReady(found)


def reasons(built: Built, channels: list[ChannelReadiness]) -> list[Finding]:
    """Why the gate would not take the story, each once. `channels` is `channel_readiness(built.document)`."""
    own = blocking(story_findings(built.document, built.gaps))
    return _once([*own, *channel_findings(built.document, channels)])


def _once(findings: list[Finding]) -> list[Finding]:
    """Without repeats of the same words."""
    return list({str(finding.message): finding for finding in findings}.values())
