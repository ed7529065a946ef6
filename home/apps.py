"""Wires this room to the others; holds nothing else."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_init, post_migrate, pre_migrate

        from home import menu
        from home.baking import following, sets, tables
        from home.sharing import followers
        from products import followers as records
        from stories import release_followers

        menu.connect()
        sets.connect()
        connection_created.connect(following.install, dispatch_uid="baking")
        pre_migrate.connect(following.pause, sender=self, dispatch_uid="baking")
        post_migrate.connect(following.resume, sender=self, dispatch_uid="baking")
        for model in tables.models_by_row():
            post_init.connect(following.row_loaded, sender=model, dispatch_uid=f"baking.{model.__name__}")
        records.on_verification_ended(followers.verification_ended)
        records.on_consent_withdrawn(followers.consent_withdrawn)
        release_followers.on_released(followers.released)
        release_followers.on_taken_down(followers.taken_down)
