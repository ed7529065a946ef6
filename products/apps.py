"""Wires this room to the others; holds nothing else."""

from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    name = "products"
    verbose_name = _("Products")

    def ready(self) -> None:
        from wagtail.signals import page_unpublished

        from products import checks  # noqa: F401  checks register themselves
        from products.avif import hurry
        from products.followers import on_verification_renewed
        from products.gate import hold_the_door, tell_page_went_down
        from products.page_drafts import ask_for_drafts

        hurry()
        on_verification_renewed(ask_for_drafts)
        pre_save.connect(hold_the_door, dispatch_uid="gate")
        page_unpublished.connect(tell_page_went_down, dispatch_uid="gate")
