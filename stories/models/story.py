"""The story page: one type, three forms."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from products.gate import GatedPageMixin
from stories.blocks import StoryBlocks


class StoryForm(models.TextChoices):
    ARTICLE = "article", _("Article")
    PICTURES = "pictures", _("Picture story")
    VIDEO = "video", _("Video story")


class StoryTag(TaggedItemBase):
    content_object = ParentalKey("stories.StoryPage", on_delete=models.CASCADE, related_name="tagged_items")


class StoryPage(GatedPageMixin, Page):
    """Half-filled drafts are allowed; what is missing is said by `stories.builder` and the readiness rules."""

    form = models.CharField(_("form"), max_length=8, choices=StoryForm.choices, default=StoryForm.ARTICLE)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    category = models.CharField(_("category"), max_length=20, blank=True)
    authors = ParentalManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="stories", verbose_name=_("authors")
    )
    cover = models.ForeignKey(
        "products.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("cover")
    )
    video = models.ForeignKey(
        "stories.Film", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("video")
    )
    body = StreamField(StoryBlocks(required=False), blank=True, verbose_name=_("story"))
    tags = ClusterTaggableManager(through=StoryTag, blank=True, verbose_name=_("tags"))

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("form"),
    ]
    parent_page_types = ["stories.StoryIndexPage"]
    subpage_types: list[str] = []
    template = "stories/story_page.html"
