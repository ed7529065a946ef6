"""The editor's notice that a story was taken down for good."""

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel


class KilledPanel(Panel):
    """At the top of the editor while a kill stands: who, when, why, and the way on for those who may lift it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "stories/admin/killed_notice.html"

        @cached_property
        def kill(self):
            # The model asks for this panel while it is being made.
            from stories import kills

            return kills.standing_kill(self.instance.pk) if self.instance.pk else None

        def is_shown(self) -> bool:
            return super().is_shown() and self.kill is not None

        def get_context_data(self, parent_context=None):
            from stories import kills

            may_kill = kills.may_kill(self.request.user, self.instance)
            return {**super().get_context_data(parent_context), "kill": self.kill, "may_kill": may_kill}
