"""What the channels of a story keep back: the gate refuses for these, the editor's side panel shows them before."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.functional import lazystr
from django.utils.text import format_lazy

from stories.document import StoryDocument
from stories.gaps import finding
from stories.readiness import ChannelReadiness, Finding

FORM_NOT_TAKEN = ".form_not_taken"


def channel_findings(document: StoryDocument, channels: Iterable[ChannelReadiness]) -> list[Finding]:
    """Everything that blocks, each naming its channels. `channels` is `channel_readiness(document)`."""
    channels = list(channels)
    return [*whole_story_findings(document, channels), *_blocked(channels)]


def whole_story_findings(document: StoryDocument, channels: Iterable[ChannelReadiness]) -> list[Finding]:
    """What no single channel says: where readers cannot buy, and channels chosen that do not take the form."""
    taking = [channel for channel in channels if not _turns_form_away(channel)]
    found = []
    if document.targets:
        away = [channel.name for channel in channels if _turns_form_away(channel)]
        if away:
            found.append(finding("story.form_not_taken", field="targets", what=_names(away)))
    elif not taking and list(channels):
        found.append(finding("story.no_channel", field="targets"))
    silent = [channel.name for channel in taking if _owes_a_way_to_buy(document, channel)]
    if silent:
        found.append(finding("story.no_way_to_buy", field="channel_settings", what=_names(silent)))
    return found


def _turns_form_away(channel: ChannelReadiness) -> bool:
    return any(one.code.endswith(FORM_NOT_TAKEN) for one in channel.findings)


def _owes_a_way_to_buy(document: StoryDocument, channel: ChannelReadiness) -> bool:
    """A blocked channel was not rendered to its end, so nothing is known of its links yet."""
    return channel.may_sell and not channel.sells and not channel.blocked and document.waiver(channel.channel) is None


def _blocked(channels: Iterable[ChannelReadiness]) -> list[Finding]:
    return [
        replace(one, message=format_lazy("{}: {}", channel.name, lazystr(one.message)))
        for channel in channels
        for one in channel.findings
        if one.weight == "block"
    ]


def _names(names: list[str]) -> str:
    return ", ".join(names)
