"""The form of an organisation."""

from wagtail.admin.forms import WagtailAdminModelForm

from products.models import Organisation
from products.slugs import free_slug


class OrganisationForm(WagtailAdminModelForm):
    """An empty key is made from the Chinese name."""

    class Meta:
        model = Organisation
        fields = ["name_zh", "name_en", "kind", "place", "key"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].required = False

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("key") and cleaned.get("name_zh") and "key" not in self.errors:
            cleaned["key"] = free_slug(Organisation, cleaned["name_zh"], field="key", besides=self.instance.pk)
        return cleaned
