"""The editor's side panel “Sign-off”: who was asked, and what they said."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from stories.models.sign_offs import SignOff, SignOffAnswer
from stories.reading import reading_digest
from stories.sign_offs import standing

SHOWN = 5
STATES = {
    "agreed": _("Agreed"),
    "agreed_before": _("Agreed to an earlier text"),
    "change": _("Asks for a change"),
    "change_before": _("Asked for a change of an earlier text"),
    "open": _("Not opened yet"),
    "opened": _("Opened, not answered"),
    "changed": _("The text was changed since"),
    "expired": _("Expired"),
    "revoked": _("Revoked"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    sign_off: SignOff
    state: str

    @property
    def words(self):
        return STATES[self.state]

    @property
    def counts(self) -> bool:
        return self.state == "agreed"

    @property
    def may_revoke(self) -> bool:
        return self.state != "revoked"


def shown(sign_off: SignOff, digest: str) -> Shown:
    state = standing(sign_off, digest)
    if state == "answered":
        state = "agreed" if sign_off.answer == SignOffAnswer.AGREED else "change"
        state += "" if sign_off.digest == digest else "_before"
    elif state == "open" and sign_off.opened_at:
        state = "opened"
    return Shown(sign_off, state)


def sign_offs_of(story_id: int, limit: int | None = None) -> list[SignOff]:
    """The newest first, without the text that they show."""
    rows = SignOff.objects.filter(story_id=story_id).defer("document").select_related("organisation", "made_by")
    return list(rows[:limit])


class SignOffPanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle sign-off")
        icon_name = "mail"

        def get_context_data(self, parent_context):
            count = sum(entry.state == "change" for entry in self.panel.entries)
            return {**super().get_context_data(parent_context), "count": count}

    name = "sign-off"
    title = _("Sign-off")
    template_name = "stories/admin/sign_off_panel.html"
    order = 370

    def __init__(self, page, request, readiness):
        super().__init__(page, request)
        # Has built the document of what is in the form; once is enough.
        self.readiness = readiness

    @cached_property
    def entries(self) -> list[Shown]:
        rows = sign_offs_of(self.object.pk, SHOWN)
        digest = reading_digest(self.readiness.built.document) if rows else ""
        return [shown(row, digest) for row in rows]

    def get_context_data(self, parent_context):
        return {**super().get_context_data(parent_context), "entries": self.entries}
