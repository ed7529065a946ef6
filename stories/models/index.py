"""The list of stories, one per language."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from products.gate import GatedPageMixin
from products.showing import BakedPage

PER_PAGE = 12


class StoryIndexPage(BakedPage, GatedPageMixin, Page):
    is_structure = True

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["stories.StoryPage"]
    template = "stories/story_index_page.html"

    class Meta:
        verbose_name = _("list of stories")
        verbose_name_plural = _("lists of stories")

    def shown_sets(self) -> list[str]:
        return [f"stories:{self.locale.language_code}"]

    def get_context(self, request, *args, **kwargs):
        """Adds `stories` (a paginator page, newest first), `form` (the filter in use or "") and `forms`."""
        from stories.listing import ALL, of_form
        from stories.models.story import StoryForm
        from stories.public import listed_stories

        context = super().get_context(request, *args, **kwargs)
        form = request.GET.get("form", "")
        form = form if form in StoryForm.values else ""
        stories = listed_stories(self.locale.language_code, of_form(form) if form else ALL).child_of(self)
        context["stories"] = Paginator(stories, PER_PAGE).get_page(request.GET.get("page"))
        context["form"] = form
        context["forms"] = StoryForm.choices
        return context
