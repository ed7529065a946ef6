"""Who takes the next step on, and by when: the forms of the case page and of the board's cards."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput

from products import claims
from products.admin.board_filters import kept_in_address
from products.admin.case import seen_by
from products.errors import Refused
from products.models import Verification
from products.scope import cases_of


class DueForm(forms.Form):
    due_on = forms.DateField(label=gettext_lazy("Due on"), widget=AdminDateInput)


class NextStepView(View):
    """Takes one of the forms below, says what came of it and goes back to where the form stood."""

    http_method_names = ["post"]

    def post(self, request, pk: int):
        if not request.user.has_perm("products.view_verification"):
            raise PermissionDenied
        case = get_object_or_404(cases_of(request.user).select_related("product"), pk=pk)
        try:
            messages.success(request, self.act(case, seen_by(request)))
        except Refused as refusal:
            if refusal.code == "verification.no_permission":
                raise PermissionDenied from refusal
            messages.error(request, refusal.message)
        if "on_board" in request.POST:
            return redirect(reverse("verification:board") + kept_in_address(request.GET))
        return redirect("verification:case", case.pk)

    def act(self, case: Verification, seen: int | None) -> str:
        """Do it and return the words for it; `Refused` where a rule says no."""
        raise NotImplementedError


class ClaimView(NextStepView):
    def act(self, case: Verification, seen: int | None) -> str:
        claims.claim(case, self.request.user, seen=seen)
        return _("You have taken on %(product)s.") % {"product": case.product}


class ReleaseView(NextStepView):
    def act(self, case: Verification, seen: int | None) -> str:
        claims.release(case, self.request.user, seen=seen)
        return _("%(product)s is given back; anybody may take it on.") % {"product": case.product}


class DueView(NextStepView):
    def act(self, case: Verification, seen: int | None) -> str:
        form = DueForm(self.request.POST)
        if not form.is_valid():
            raise Refused("claim.no_day", _("Enter the day by which the step is due."))
        claims.set_due(case, self.request.user, form.cleaned_data["due_on"], seen=seen)
        return _("The due day is set.")
