"""One's own account. Who somebody is called is printed beside what they confirmed: the administrator says it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import account

from products.models import User


class EmailForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("email",)


class EmailPanel(account.NameEmailSettingsPanel):
    title = _("E-mail")
    form_class = EmailForm


class AccountView(account.AccountView):
    """Without the two names that Wagtail requires: nobody here has them, so that nobody could save anything."""

    def get_panels(self):
        return [
            EmailPanel(panel.request, panel.user, panel.profile)
            if isinstance(panel, account.NameEmailSettingsPanel)
            else panel
            for panel in super().get_panels()
        ]
