"""One page type for stories, one for products; blocks as in Wagtail's own examples."""

from django.db import models
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, RichTextBlock, StructBlock, TextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page


class Figure(StructBlock):
    image = ImageChooserBlock()
    caption = CharBlock(required=False)

    class Meta:
        template = "stock/blocks/figure.html"


class Quote(StructBlock):
    text = TextBlock()
    cite = CharBlock(required=False)

    class Meta:
        template = "stock/blocks/quote.html"


class ProductCard(StructBlock):
    product = PageChooserBlock()
    text = RichTextBlock()

    class Meta:
        template = "stock/blocks/product.html"


class Step(StructBlock):
    name = CharBlock()
    text = RichTextBlock()


class Fact(StructBlock):
    term = CharBlock()
    value = CharBlock()


class Record(StructBlock):
    name = CharBlock()
    steps = ListBlock(Step())
    facts = ListBlock(Fact())
    notes = RichTextBlock()

    class Meta:
        template = "stock/blocks/record.html"


class Card(StructBlock):
    page = PageChooserBlock()
    why = CharBlock(required=False)

    class Meta:
        template = "stock/blocks/card.html"


class Cover(models.Model):
    cover = models.ForeignKey("wagtailimages.Image", null=True, on_delete=models.SET_NULL, related_name="+")
    summary = models.TextField(blank=True)

    class Meta:
        abstract = True


class ProductPage(Cover, Page):
    template = "stock/story_page.html"


class StoryPage(Cover, Page):
    template = "stock/story_page.html"
    eyebrow = models.CharField(max_length=200, blank=True)
    byline = RichTextField(blank=True)
    body = StreamField(
        [
            ("heading", CharBlock(template="stock/blocks/heading.html")),
            ("paragraph", RichTextBlock()),
            ("figure", Figure()),
            ("quote", Quote()),
            ("product", ProductCard()),
        ],
        blank=True,
    )
    records = StreamField([("record", Record())], blank=True)
    related = StreamField([("card", Card())], blank=True)
    beside = StreamField([("card", Card())], blank=True)
