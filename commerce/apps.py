"""Wires this room to the others; holds nothing else."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommerceConfig(AppConfig):
    name = "commerce"
    verbose_name = _("Commerce")

    def ready(self) -> None:
        from commerce.links import web_links
        from stories.buying import provide_purchase_links

        provide_purchase_links(web_links)
