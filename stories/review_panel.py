"""The editor's side panel of a review: who is at it, what is to be mended, and the ways on."""

from django.contrib.admin.utils import quote
from django.forms import Media
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from stories.review_views import compare_url, remark_lines
from stories.reviews import review_of


class ReviewPanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle remarks")
        icon_name = "clipboard-list"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context):
            return {**super().get_context_data(parent_context), "count": self.panel.open_count}

    name = "review"
    title = _("Remarks")
    template_name = "stories/admin/review_panel.html"
    order = 370

    @property
    def media(self) -> Media:
        return super().media + Media(js=["stories/review-remarks.js"])

    @cached_property
    def lines(self) -> list[dict]:
        return remark_lines(self.object) if self.object.pk else []

    @property
    def open_count(self) -> int:
        return sum(line["remark"].resolved_at is None for line in self.lines)

    def get_context_data(self, parent_context):
        return {
            **super().get_context_data(parent_context),
            "review": review_of(self.object),
            "lines": self.lines,
            "mended_url": reverse("story_review_action", args=(quote(self.object.pk), "mended")),
            "review_url": reverse("story_review", args=(quote(self.object.pk),)),
            "compare_url": compare_url(self.object),
        }
