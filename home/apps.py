"""Wires this room to the others; holds nothing else."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from home import menu
        from home.sharing import followers
        from products import followers as records
        from stories import release_followers

        menu.connect()
        records.on_verification_ended(followers.verification_ended)
        records.on_consent_withdrawn(followers.consent_withdrawn)
        release_followers.on_released(followers.released)
        release_followers.on_taken_down(followers.taken_down)
