"""The form of an organisation."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from products.admin.place_window import place_window
from products.models import Organisation, OrganisationKind
from products.scope import places_of, sees_all
from products.slugs import free_slug

# What somebody outside the platform's team may enter: who grows, never who judges.
GROWERS = (OrganisationKind.COOPERATIVE, OrganisationKind.VILLAGE)


class OrganisationForm(WagtailAdminModelForm):
    """An empty key is made from the Chinese name."""

    class Meta:
        model = Organisation
        fields = ["name_zh", "name_en", "kind", "place", "asks_sign_off", "key"]
        widgets = {"place": place_window.widget_class}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].required = False
        if self.for_user is not None and not sees_all(self.for_user):
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in GROWERS]
            self.fields["place"].queryset = places_of(self.for_user)
            self.fields["place"].required = True

    def clean_kind(self) -> str:
        kind = self.cleaned_data["kind"]
        if self.for_user is not None and not sees_all(self.for_user) and kind not in GROWERS:
            raise ValidationError(_("Enter a cooperative or a village; the platform's team enters all others."))
        return kind

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("key") and cleaned.get("name_zh") and "key" not in self.errors:
            cleaned["key"] = free_slug(Organisation, cleaned["name_zh"], field="key", besides=self.instance.pk)
        return cleaned
