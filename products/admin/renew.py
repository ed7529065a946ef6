"""Beginning a renewal: recommend again, and choose which evidence still shows what it shows."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from products import renewals
from products.admin.pages import DeskPage, listing_of
from products.admin.step_forms import NotesForm
from products.errors import Refused
from products.models import Evidence, Verification
from products.permissions import forbidden, may
from products.scope import cases_of


class RenewForm(NotesForm):
    """`cleaned_data` are the arguments of `products.renewals.begin_renewal`."""

    def __init__(self, *args, evidence: list[Evidence], **kwargs):
        super().__init__(*args, **kwargs)
        self.evidence = {str(one.pk): one for one in evidence}
        if self.evidence:
            self.fields["carry"] = forms.MultipleChoiceField(
                label=gettext_lazy("Evidence to carry over"),
                required=False,
                choices=[(key, _titled(one)) for key, one in self.evidence.items()],
                widget=forms.CheckboxSelectMultiple,
                help_text=gettext_lazy(
                    "Tick only what still shows how things are. The rest stays with the old record."
                ),
            )

    def clean_carry(self) -> list[Evidence]:
        return [self.evidence[key] for key in self.cleaned_data["carry"]]


class RenewView(DeskPage, FormView):
    form_class = RenewForm
    template_name = "products/admin/renew.html"
    page_title = gettext_lazy("Begin a renewal")
    header_icon = "clipboard-list"

    def dispatch(self, request, *args, **kwargs):
        if not may(request.user, "recommend"):
            raise PermissionDenied
        cases = cases_of(request.user).select_related("product__current_verification", "product__place")
        self.earlier = get_object_or_404(cases, pk=kwargs["pk"])
        refusal = self._refusal()
        if refusal:
            messages.error(request, refusal.message)
            return redirect("verification:case", self.earlier.pk)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def to_carry(self) -> list[Evidence]:
        return renewals.evidence_to_carry(self.earlier)

    @property
    def above(self):
        case = (str(self.earlier.product), reverse("verification:case", args=[self.earlier.pk]))
        return listing_of(Verification), case

    def get_page_subtitle(self):
        return str(self.earlier.product)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "evidence": self.to_carry}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            action_url=reverse("verification:renew", args=[self.earlier.pk]),
            submit_button_label=_("Begin the renewal"),
            earlier=self.earlier,
            **kwargs,
        )

    def form_valid(self, form):
        product = self.earlier.product
        try:
            verification = renewals.begin_renewal(product, self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("The renewal of %(product)s has begun.") % {"product": product})
        return redirect("verification:case", verification.pk)

    def form_invalid(self, form):
        messages.error(self.request, _("Nothing was changed; see what is wrong below."))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _refusal(self) -> Refused | None:
        product = self.earlier.product
        if product.current_verification_id != self.earlier.pk:
            return Refused("renewal.not_current", _("This is not the verification that counts for the product."))
        return forbidden(self.request.user, "recommend", product)


def _titled(evidence: Evidence) -> str:
    return f"{evidence.title()} · {date_format(timezone.localtime(evidence.added_at))}"
