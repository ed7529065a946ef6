"""The front page, one per language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from products.gate import GatedPageMixin


class HomePage(GatedPageMixin, Page):
    lead = models.TextField(_("lead"), blank=True)
    hero = models.ForeignKey(
        "products.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("picture")
    )

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("hero")]
    subpage_types = ["stories.StoryIndexPage", "products.ProductIndexPage"]
    max_count = 4
    template = "home/home_page.html"
