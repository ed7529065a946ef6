"""The editor's side panel “Languages”, and the column of the list of stories."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.ui.tables import Column

from stories.models import StoryPage
from stories.side_by_side import part_names
from stories.translations import behind, changes, pair_of


class LanguagesPanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle languages")
        icon_name = "globe"

        def get_context_data(self, parent_context):
            return {**super().get_context_data(parent_context), "count": len(self.panel.changed)}

    name = "languages"
    title = _("Languages")
    template_name = "stories/admin/languages_panel.html"
    order = 380

    @cached_property
    def pair(self):
        return pair_of(self.object)

    @cached_property
    def is_translation(self) -> bool:
        return self.pair is not None and self.pair.translation.pk == self.object.pk

    @cached_property
    def changed(self) -> list:
        """What the original says otherwise; nothing at the original itself."""
        return changes(self.pair.record) if self.is_translation and self.pair.record else []

    def get_context_data(self, parent_context):
        names = part_names(self.object) | part_names(self.pair.original) if self.changed else {}
        mine = {str(block.get("id")) for block in self.object.body.raw_data if block}
        return {
            **super().get_context_data(parent_context),
            "pair": self.pair,
            "is_translation": self.is_translation,
            "changed": [
                {
                    "name": names.get(change.part, ""),
                    "kind": change.kind,
                    "part": change.part,
                    "here": change.part in mine,
                }
                for change in self.changed
            ],
        }


class LanguagesColumn(Column):
    """The other language version of a story, marked where the original moved on; two queries for the whole list."""

    cell_template_name = "stories/admin/languages_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        others, late = self._of_list(parent_context["table"])
        context["others"] = [
            {"page": other, "behind": late.get(other.pk, 0)}
            for other in others.get(instance.translation_key, [])
            if other.pk != instance.pk
        ]
        context["behind"] = late.get(instance.pk, 0)
        return context

    def get_value(self, instance):
        return ""

    @staticmethod
    def _of_list(table):
        if not hasattr(table, "language_versions"):
            keys = {row.translation_key for row in table.data}
            others: dict = {}
            for page in (
                StoryPage.objects.filter(translation_key__in=keys).select_related("locale").defer_streamfields()
            ):
                others.setdefault(page.translation_key, []).append(page)
            late = behind(page.pk for pages in others.values() if len(pages) > 1 for page in pages)
            table.language_versions = others, late
        return table.language_versions
