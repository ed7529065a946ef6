"""How the editor's script builds a gallery: a struct with a button that takes several photos at once."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from stories.blocks import GalleryBlock


class GalleryBlockAdapter(StructBlockAdapter):
    js_constructor = "stories.blocks.GalleryBlock"

    def js_args(self, block):
        name, children, meta = super().js_args(block)
        return [name, children, {**meta, "chooseSeveral": _("Choose several photos")}]

    @cached_property
    def media(self):
        return super().media + forms.Media(js=[versioned_static("stories/gallery-block.js")])


def register_adapter() -> None:
    register(GalleryBlockAdapter(), GalleryBlock)
