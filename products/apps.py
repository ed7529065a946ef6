"""Wires this room to the others; holds nothing else."""

from django.apps import AppConfig
from django.db.models.signals import pre_delete, pre_save
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
        from products.models import Photo
        from products.page_drafts import ask_for_drafts
        from products.picture_uses import keep_shown

        hurry()
        on_verification_renewed(ask_for_drafts)
        pre_save.connect(hold_the_door, dispatch_uid="gate")
        pre_delete.connect(keep_shown, sender=Photo, dispatch_uid="shown_photos")
        page_unpublished.connect(tell_page_went_down, dispatch_uid="gate")
