"""Wires this room to the others; holds nothing else."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from products.gate import after_publishing, guard_publishing
        from stories.approval import after_going_live, require_approval

        guard_publishing(require_approval)
        after_publishing(after_going_live)
