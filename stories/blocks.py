"""The StreamField blocks an author writes with.

No block has a template: the public page and every channel are made from the document that
`stories.builder` reads out of these blocks. What the chooser shows of them is in `stories.block_samples`.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import VideoChooserBlock

from stories.block_previews import ShownAsRead
from stories.choosers import FactChooserBlock, OfferChooserBlock, PersonChooserBlock, ProductChooserBlock
from stories.well_shaped import WellShaped
from stories.whole_stream import WholeStreamBlock

INLINE = ["bold", "italic", "link", "fact"]
GALLERY_MIN, GALLERY_MAX = 2, 60
STEPS_MIN, STEPS_MAX = 2, 30
PEOPLE_MAX = 6
WORDS, PICTURES, PRODUCTS = _("To read"), _("Pictures and films"), _("Products, people, stories")


class HeadingBlock(WellShaped, ShownAsRead, blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        group = WORDS
        description = _("A few words above a new part of the story.")


class TextBlock(WellShaped, ShownAsRead, blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = WORDS
        description = _("Paragraphs, lists and small headings, with links and confirmed facts.")


class CaptionedPhotoBlock(WellShaped, ShownAsRead, blocks.StructBlock):
    photo = ImageChooserBlock(label=_("Photo"))
    caption = blocks.CharBlock(
        label=_("Caption"), required=False, max_length=160, help_text=_("What one cannot see: who, where, when.")
    )

    class Meta:
        icon = "image"
        label = _("Photo")
        group = PICTURES
        description = _("One photo across the column, with its caption.")


class GalleryBlock(WellShaped, ShownAsRead, blocks.StructBlock):
    items = blocks.ListBlock(
        CaptionedPhotoBlock(), label=_("Photos"), min_num=GALLERY_MIN, max_num=GALLERY_MAX, default=[]
    )

    class Meta:
        icon = "grid"
        label = _("Gallery")
        group = PICTURES
        description = _("Two to sixty photos that are looked through one after another.")
        help_text = _("Two to sixty photos. Choose several at once below the list; drag them into order.")


class FilmBlock(WellShaped, ShownAsRead, blocks.StructBlock):
    film = VideoChooserBlock(label=_("Video"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=160)

    class Meta:
        icon = "media"
        label = _("Video")
        group = PICTURES
        description = _("A film in the text. Channels that take no films in a text show its poster.")
        help_text = _("A video story has its film above, beside the cover; this one stands within the text.")


class QuoteBlock(WellShaped, ShownAsRead, blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"), rows=3, max_length=500)
    cite = blocks.CharBlock(label=_("Who said it"), required=False, max_length=80)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = WORDS
        description = _("What somebody said, in their own words.")
        help_text = _("Without quotation marks. Name people only if they agreed to be named.")


class PointsBlock(WellShaped, ShownAsRead, blocks.StructBlock):
    ordered = blocks.BooleanBlock(label=_("Numbered"), required=False)
    items = blocks.ListBlock(
        blocks.RichTextBlock(features=INLINE, label=_("Point")), label=_("Points"), min_num=1, max_num=30
    )

    class Meta:
        icon = "list-ul"
        label = _("List")
        group = WORDS
        description = _("Short points, with dots or numbers.")
        help_text = _("One to thirty points. For a recipe or instructions there is a block of its own.")


class CalloutBlock(WellShaped, ShownAsRead, blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=60)
    text = blocks.RichTextBlock(label=_("Text"), features=INLINE)

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        group = WORDS
        description = _("A short box set apart from the text: a tip, a number worth keeping.")
        help_text = _("Two or three sentences set apart from the text.")


class StepBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(features=INLINE, label=_("What to do"))
    photo = ImageChooserBlock(label=_("Photo"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Step")


class StepsBlock(WellShaped, ShownAsRead, blocks.StructBlock):
    purpose = blocks.ChoiceBlock(
        choices=[("recipe", _("A recipe")), ("guide", _("Instructions"))], default="recipe", label=_("What it is")
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=60)
    needs = blocks.TextBlock(
        label=_("Ingredients, or what one needs"),
        required=False,
        rows=4,
        max_length=1500,
        help_text=_("One to a line, with the amount. May stay empty."),
    )
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=STEPS_MIN, max_num=STEPS_MAX)

    class Meta:
        icon = "list-ol"
        label = _("Recipe or steps")
        group = WORDS
        description = _("A recipe, or how something is made: what one needs, then step by step.")
        help_text = _("Two to thirty steps; each may have a photo.")


class ProductCardBlock(WellShaped, ShownAsRead, blocks.StructBlock):
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
        group = PRODUCTS
        description = _("Readers buy here. Only verified products can be published.")
        help_text = _(
            "Readers buy here. Only verified products can be published. Orders are counted for each card: "
            "move a card rather than making it anew, and its figures stay with it."
        )


class FactTableBlock(WellShaped, ShownAsRead, blocks.StructBlock):
    product = ProductChooserBlock(label=_("Product"))
    facts = blocks.ListBlock(
        FactChooserBlock(label=_("Fact")),
        label=_("Facts"),
        default=[],
        min_num=0,
        max_num=20,
        help_text=_("Leave empty to show every confirmed fact of the product."),
    )

    class Meta:
        icon = "clipboard-list"
        label = _("Fact table")
        group = PRODUCTS
        description = _("Confirmed facts of a verified product, with the way to its record.")
        help_text = _("Confirmed facts of a verified product. What is printed comes from the record, not from here.")


class PersonInStoryBlock(blocks.StructBlock):
    person = PersonChooserBlock(label=_("Person"))
    photo = ImageChooserBlock(
        label=_("Photo"), required=False, help_text=_("A picture of this person. Shown only while they agree to it.")
    )
    words = blocks.TextBlock(
        label=_("About them"),
        required=False,
        rows=2,
        max_length=300,
        help_text=_("A sentence or two. Name and work come from the visit."),
    )

    class Meta:
        icon = "user"
        label = _("Person")


class PeopleBlock(WellShaped, ShownAsRead, blocks.StructBlock):
    people = blocks.ListBlock(PersonInStoryBlock(), label=_("Who is shown"), min_num=1, max_num=PEOPLE_MAX)

    class Meta:
        icon = "group"
        label = _("Growers and makers")
        group = PRODUCTS
        description = _("Growers whom our inspectors met. Printed only as each of them agreed.")
        help_text = _("One to six people met on a visit. Name and photo are printed only as long as they agree.")


class RelatedBlock(WellShaped, ShownAsRead, blocks.StructBlock):
    story = blocks.PageChooserBlock(page_type="stories.StoryPage", label=_("Story"))

    class Meta:
        icon = "link"
        label = _("Another story")
        group = PRODUCTS
        description = _("Leads to another story of ours, with its cover.")
        help_text = _("A story that is live. Its title and cover are taken over when this one is published.")


class StoryBlocks(WholeStreamBlock):
    """The union of all story blocks; the names are the types in stored stories and never change."""

    heading = HeadingBlock(max_length=60, help_text=_("At most 60 characters."))
    text = TextBlock(
        features=["bold", "italic", "h3", "ol", "ul", "link", "fact"],
        help_text=_("Links may lead to products, stories and https addresses."),
    )
    quote = QuoteBlock()
    list = PointsBlock()
    steps = StepsBlock()
    callout = CalloutBlock()
    image = CaptionedPhotoBlock()
    gallery = GalleryBlock()
    video = FilmBlock()
    product = ProductCardBlock()
    facts = FactTableBlock()
    people = PeopleBlock()
    related = RelatedBlock()
