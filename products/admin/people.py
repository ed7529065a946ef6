"""People with an account, as the administrator enters them: whom they act for and what they are called."""

from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

OURS = {"organisation", "display_name_zh", "display_name_en"}
NOT_ASKED = ("first_name", "last_name")


class _PersonForm:
    """Names are asked in both languages; an address is asked of those whom letters should reach."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in NOT_ASKED:
            self.fields.pop(name, None)
        self.fields["email"].required = False
        self.fields["organisation"].empty_label = _("None: sees nothing of anybody's")
        self.fields["display_name_zh"].required = True


class PersonCreationForm(_PersonForm, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | OURS


class PersonEditForm(_PersonForm, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | OURS


class PeopleViewSet(UserViewSet):
    def get_form_class(self, for_update=False):
        return PersonEditForm if for_update else PersonCreationForm
