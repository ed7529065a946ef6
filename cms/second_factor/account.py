"""The second factor in one's own account, and on the page of somebody else's."""

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel
from wagtail.admin.widgets.button import Button
from wagtail.users.views.users import EditView

from cms.second_factor import policy
from products.admin.people import PeopleViewSet as OurPeople


class SecondFactorPanel(BaseSettingsPanel):
    """Leads to pages of its own: each asks for a proof."""

    name = "second_factor"
    title = _("Second factor")
    order = 550
    template_name = "cms/second_factor/account_panel.html"

    def get_form(self) -> forms.Form:
        return forms.Form()

    def get_context_data(self) -> dict:
        return {
            "device": policy.device_of(self.user),
            "left": len(policy.codes_of(self.user)),
            "must": policy.standing(self.user).must,
        }


class PersonEditView(EditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        if policy.may_reset(self.request.user, self.object) and policy.device_of(self.object):
            address = reverse("second_factor:reset", args=[self.object.pk])
            buttons.append(Button(_("Reset the second factor"), url=address, icon_name="key", priority=15))
        return buttons


class PeopleViewSet(OurPeople):
    edit_view_class = PersonEditView
