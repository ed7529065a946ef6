"""Wires this room to the others; holds nothing else."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "channels"
    verbose_name = _("Channels")

    def ready(self) -> None:
        from channels import (  # access and checks register themselves
            access,  # noqa: F401
            adapters,
            checks,  # noqa: F401
            cover_sizes,
            followers,
            groups,
            previews,
            readiness,
            standing,
            text_limits,
            themes,
            waiting,
        )
        from channels.admin.words import channel_choices
        from commerce.campaign_followers import on_audience_changed
        from commerce.channel_names import provide_channel_names
        from products import followers as verifications
        from stories import channel_names, current_channels, schedule, story_groups
        from stories import cover_sizes as story_covers
        from stories import previews as story_previews
        from stories import readiness as story_readiness
        from stories import release_followers as releases
        from stories import text_limits as story_text_limits
        from stories import themes as story_themes

        on_audience_changed(followers.audience_changed)
        releases.on_released(followers.story_released)
        releases.on_taken_down(followers.story_taken_down)
        releases.on_effect_asked(followers.take_down_asked)
        verifications.on_verification_ended(followers.verification_ended)
        verifications.on_effect_asked(followers.effect_asked)
        channel_names.provide_channel_choices(channel_choices)
        schedule.provide_waiting(waiting.waiting_between)
        channel_names.provide_channel_groups((group.key, group.name, group.channels) for group in groups.GROUPS)
        provide_channel_names(lambda: dict(channel_choices()))
        current_channels.provide_current_channels(standing.current_channels)
        story_covers.provide_cover_sizes(cover_sizes.cover_sizes)
        story_groups.provide_channel_stories(
            story_groups.ChannelStories(standing.stories_on, standing.stories_blocked, standing.blocking_channels)
        )
        story_readiness.provide_readiness(readiness.channel_readiness)
        story_themes.provide_themes(themes.theme_choices)
        themes.use_theme(adapters.adapter_for("wechat-oa"), settings.WECHAT_THEME)
        story_text_limits.provide_text_limits(text_limits.text_limits)
        for adapter in adapters.ADAPTERS:
            story_previews.provide_preview(previews.preview_of(adapter))
