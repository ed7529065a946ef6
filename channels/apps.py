"""Wires this room to the others; holds nothing else."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "channels"
    verbose_name = _("Channels")

    def ready(self) -> None:
        from channels import adapters, checks, followers, previews, readiness  # noqa: F401  checks register themselves
        from channels.admin.words import channel_choices
        from commerce.channel_names import provide_channel_names
        from products import followers as verifications
        from stories import previews as story_previews
        from stories import readiness as story_readiness
        from stories import release_followers as releases

        releases.on_released(followers.story_released)
        releases.on_taken_down(followers.story_taken_down)
        verifications.on_verification_ended(followers.verification_ended)
        verifications.on_verification_renewed(followers.verification_renewed)
        provide_channel_names(lambda: dict(channel_choices()))
        story_readiness.provide_readiness(readiness.channel_readiness)
        for adapter in adapters.ADAPTERS:
            story_previews.provide_preview(previews.preview_of(adapter))
