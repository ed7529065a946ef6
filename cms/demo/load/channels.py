"""What the demo's authors say to channels, as the gate asks for it."""

import uuid

from stories.channel_rules import FORM_NOT_TAKEN
from stories.document import ALL_CHANNELS
from stories.models import StoryPage
from stories.readiness import ChannelReadiness, channel_readiness

REASONS = {"zh-hans": "本篇讲村里的人和事，不卖东西。", "en": "This one is about the village; it sells nothing."}


def fit_to_channels(page: StoryPage, language: str) -> None:
    """Leave out channels that would refuse the story, and give a reason where its readers find no way to buy."""
    channels = channel_readiness(page.built.document)
    taking = [channel for channel in channels if not _turned_away(channel)]
    if any(channel.blocked for channel in taking):
        page.targets = [channel.channel for channel in taking if not channel.blocked]
    if any(channel.may_sell and not channel.sells and not channel.blocked for channel in taking):
        value = {"channel": ALL_CHANNELS, "reason": REASONS[language]}
        stored = [{"type": "waiver", "value": value, "id": str(uuid.uuid4())}]
        page.channel_settings = page.channel_settings.stream_block.to_python([*page.channel_settings.raw_data, *stored])


def _turned_away(channel: ChannelReadiness) -> bool:
    return any(finding.code.endswith(FORM_NOT_TAKEN) for finding in channel.findings)
