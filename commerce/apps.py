"""Wires this room to the others; holds nothing else."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommerceConfig(AppConfig):
    name = "commerce"
    verbose_name = _("Commerce")

    def ready(self) -> None:
        from commerce import campaigns, followers
        from commerce.links import web_links
        from products import followers as verifications
        from stories import release_followers, story_groups
        from stories.buying import provide_purchase_links

        provide_purchase_links(web_links)
        story_groups.provide_campaigns(story_groups.ProductGroups(campaigns.choices, campaigns.product_ids))
        verifications.on_verification_ended(followers.verification_ended)
        verifications.on_effect_asked(followers.effect_asked)
        release_followers.on_effect_asked(followers.take_down_asked)
