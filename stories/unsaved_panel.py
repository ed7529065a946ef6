"""The places of side panels in the editor of a story that was never saved."""

from wagtail.admin.ui.side_panels import BaseSidePanel


class UnsavedPanel(BaseSidePanel):
    """Stands where `panel` will: the first autosave fills panels that are there, and can add none."""

    template_name = "stories/admin/unsaved_panel.html"

    def __init__(self, panel: type[BaseSidePanel], page, request) -> None:
        super().__init__(page, request)
        self.name, self.title, self.order = panel.name, panel.title, panel.order
        self.toggle.aria_label = panel.SidePanelToggle.aria_label
        self.toggle.icon_name = panel.SidePanelToggle.icon_name
