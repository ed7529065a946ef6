"""Facts in the product's form: one that is confirmed can be read there, and changed by a proposal alone."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, Panel

from products.fact_changes import may_propose
from products.models import Fact
from products.models.facts import CLAIM

CONFIRMED = _("This fact is confirmed. Propose a change instead; another person then confirms the new words.")


class FactForm(WagtailAdminModelForm):
    """Refuses new words for a confirmed fact, whatever the browser sent."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.stands:
            for name in CLAIM:
                self.fields[name].widget.attrs["readonly"] = True

    @property
    def stands(self) -> bool:
        return bool(self.instance.pk and self.instance.confirmed_on)

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.stands and set(self.changed_data) & set(CLAIM):
            self.add_error(None, CONFIRMED)
        return cleaned

    def keep(self) -> bool:
        """Say why a confirmed fact is not deleted; returns whether it stays."""
        if self.stands:
            self.add_error(None, CONFIRMED)
        return self.stands


class ProposePanel(Panel):
    """The way from a confirmed fact to a proposal."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "products/admin/propose_panel.html"

        def is_shown(self) -> bool:
            fact = self.instance
            return bool(fact and fact.pk and fact.confirmed_on) and may_propose(self.request.user)

        def get_context_data(self, parent_context=None):
            return {
                **super().get_context_data(parent_context),
                "fact": self.instance,
                "url": reverse("factchange:propose", args=[self.instance.pk]),
            }


FACT_PANELS = [
    FieldPanel("key"),
    FieldRowPanel([FieldPanel("label_zh"), FieldPanel("label_en")]),
    FieldRowPanel([FieldPanel("value_zh"), FieldPanel("value_en"), FieldPanel("unit")]),
    ProposePanel(),
]


class FactsPanel(InlinePanel):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"relation_name": "facts", "panels": FACT_PANELS, **kwargs})

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = FactForm
        return options


def facts_may_go(formset) -> bool:
    """Whether no confirmed fact is marked for deletion; says so on the form of each that is."""
    if formset is None or not formset.is_bound:
        return True
    return not [form for form in formset.deleted_forms if isinstance(form.instance, Fact) and form.keep()]
