"""The StreamField blocks an author writes with.

No block has a template: the public page and every channel are made from the document that
`stories.builder` reads out of these blocks.
"""

from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import VideoChooserBlock

from stories.choosers import OfferChooserBlock, ProductChooserBlock

INLINE = ["bold", "italic", "link"]
GALLERY_MIN, GALLERY_MAX = 2, 30


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")


class TextBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        help_text = _("Paragraphs, lists and small headings. Links may lead to products, stories and https addresses.")


class CaptionedPhotoBlock(blocks.StructBlock):
    photo = ImageChooserBlock(label=_("Photo"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=160)

    class Meta:
        icon = "image"
        label = _("Photo")


class GalleryBlock(blocks.StructBlock):
    items = blocks.ListBlock(
        CaptionedPhotoBlock(), label=_("Photos"), min_num=GALLERY_MIN, max_num=GALLERY_MAX, default=[]
    )

    class Meta:
        icon = "grid"
        label = _("Gallery")
        help_text = _("Two to thirty photos that are looked through one after another.")


class FilmBlock(blocks.StructBlock):
    film = VideoChooserBlock(label=_("Video"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=160)

    class Meta:
        icon = "media"
        label = _("Video")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"), rows=3, max_length=500)
    cite = blocks.CharBlock(label=_("Who said it"), required=False, max_length=80)

    class Meta:
        icon = "openquote"
        label = _("Quote")


class PointsBlock(blocks.StructBlock):
    ordered = blocks.BooleanBlock(label=_("Numbered"), required=False)
    items = blocks.ListBlock(
        blocks.RichTextBlock(features=INLINE, label=_("Point")), label=_("Points"), min_num=1, max_num=30
    )

    class Meta:
        icon = "list-ul"
        label = _("List")


class CalloutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=60)
    text = blocks.RichTextBlock(label=_("Text"), features=INLINE)

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        help_text = _("A short box set apart from the text: a recipe, a tip, a number worth keeping.")


class ProductCardBlock(blocks.StructBlock):
    product = ProductChooserBlock(label=_("Product"))
    offers = blocks.ListBlock(
        OfferChooserBlock(label=_("Offer")),
        label=_("Offers"),
        default=[],
        min_num=0,
        max_num=8,
        help_text=_("Leave empty to show everything that is on sale."),
    )
    pitch = blocks.CharBlock(
        label=_("Why buy it"), required=False, max_length=80, help_text=_("One line above the button.")
    )

    class Meta:
        icon = "tag"
        label = _("Product card")
        help_text = _("Readers buy here. Only verified products can be published.")


class StoryBlocks(blocks.StreamBlock):
    """The union of all story blocks; the names are the types in stored stories and never change."""

    heading = HeadingBlock(max_length=60)
    text = TextBlock(features=["bold", "italic", "h3", "ol", "ul", "link"])
    image = CaptionedPhotoBlock()
    gallery = GalleryBlock()
    video = FilmBlock()
    quote = QuoteBlock()
    list = PointsBlock()
    callout = CalloutBlock()
    product = ProductCardBlock()

    def value_from_datadict(self, data, files, prefix):
        try:
            return super().value_from_datadict(data, files, prefix)
        except (KeyError, ValueError) as error:
            # A form that was cut off on its way, or made by hand.
            raise BadRequest(prefix) from error
