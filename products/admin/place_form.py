"""The form of a place that the file of places does not know, or calls otherwise."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from products.models import Place
from products.place_data import codes_above, level_of, parent_of


class PlaceForm(WagtailAdminModelForm):
    """Level and parent follow from the code; the code of a place that is there stays, for it is its identity."""

    class Meta:
        model = Place
        fields = ["code", "name_zh", "name_en"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Its first two digits name the province, the first four the prefecture.")
        if self.instance.pk:
            self.fields["code"].disabled = True

    def clean(self) -> dict:
        cleaned = super().clean()
        code = cleaned.get("code")
        if code and not self.fields["code"].disabled:
            above = Place.objects.in_bulk(codes_above(code))
            self.instance.level = level_of(code)
            self.instance.parent_id = parent_of(code, above)
        return cleaned
