"""The editor's line that says where an imported story came from."""

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel


class ImportedPanel(Panel):
    """In the editor: where an imported story came from, and the way to its report."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "stories/admin/imported.html"

        @cached_property
        def made(self):
            from stories.models import StoryImport

            return StoryImport.objects.filter(story=self.instance.pk).first() if self.instance.pk else None

        def is_shown(self) -> bool:
            return super().is_shown() and self.made is not None

        def get_context_data(self, parent_context=None):
            return {**super().get_context_data(parent_context), "made": self.made}
