"""The list of stories, one per language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from products.gate import GatedPageMixin


class StoryIndexPage(GatedPageMixin, Page):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["stories.StoryPage"]
    template = "stories/story_index_page.html"
