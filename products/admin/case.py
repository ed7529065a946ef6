"""The case page of a verification: its panels, and what this person can do now."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from products.admin.actions import ACTION_BY_KEY, ACTIONS, CaseAction
from products.admin.case_panels import panels_of
from products.admin.pages import DeskPage, listing_of
from products.audit import last_followed
from products.errors import Refused
from products.models import Verification
from products.permissions import forbidden, may
from products.scope import cases_of
from products.transitions import IN_PROGRESS

# Longer than any number of changes; a number that is none of ours counts as an old one.
LONGEST_NUMBER = 9


def seen_by(request) -> int | None:
    """The number of changes that the sent form was made from; None where the form says nothing."""
    text = request.POST.get("seen")
    if text is None:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else -1


class CaseView(PermissionCheckedMixin, DeskPage, TemplateView):
    model = Verification
    permission_required = "view"
    http_method_names = ["get", "head"]
    template_name = "products/admin/case.html"
    header_icon = "clipboard-list"
    above = (listing_of(Verification),)
    # The form that was sent and found wanting, by its action's key.
    bound: dict = {}
    # What somebody wrote in a form that has no place on the page any more: label and text.
    left_over: list[tuple[str, str]] = []

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = self._case()

    def _case(self) -> Verification:
        """404 for what belongs to another organisation: not even its existence is told."""
        cases = cases_of(self.request.user).select_related(
            "product__place__parent", "product__producer", "withdrawn_by", "refused_by", "claimed_by", "sent_back_by"
        )
        return get_object_or_404(cases, pk=self.kwargs["pk"])

    def get_page_title(self):
        return str(self.object.product)

    def get_context_data(self, **kwargs):
        panels = panels_of(self.object, self.request.user)
        return super().get_context_data(
            verification=self.object,
            product=self.object.product,
            renewal_url=self._renewal_url(),
            sent_back=self.object.sent_back_at is not None and self.object.state in IN_PROGRESS,
            panels=[panel for panel in panels if not panel.after_actions],
            actions=self._possible_actions(),
            left_over=self.left_over,
            last_panels=[panel for panel in panels if panel.after_actions],
            **kwargs,
        )

    def _renewal_url(self) -> str:
        """Where this person may begin a renewal of what decides about the product; else ""."""
        product = self.object.product
        if product.current_verification_id != self.object.pk or not may(self.request.user, "recommend", product):
            return ""
        return reverse("verification:renew", args=[self.object.pk])

    def _possible_actions(self) -> list[tuple[CaseAction, object]]:
        person = self.request.user
        return [
            (action, self.bound.get(action.key) or action.build(self.object))
            for action in ACTIONS
            if may(person, action.key, self.object)
        ]


class ActionView(CaseView):
    """Takes one action; where its form or a rule says no, shows the case again with the reason and what was written."""

    http_method_names = ["post"]

    def post(self, request, *args, action: str, **kwargs):
        wanted = ACTION_BY_KEY.get(action)
        if wanted is None:
            raise Http404
        refusal = forbidden(request.user, wanted.key, self.object)
        if refusal and refusal.code == "verification.no_permission" and not may(request.user, wanted.key):
            raise PermissionDenied
        form = wanted.build(self.object, request.POST, request.FILES)
        if refusal:
            return self._too_late(refusal, form)
        if not form.is_valid():
            return self._again(wanted, form)
        try:
            wanted.run(self.object, request.user, **form.cleaned_data, **self._seen(wanted))
        except Refused as reason:
            form.add_error(None, reason.message)
            return self._again(wanted, form)
        self._say_done(wanted)
        return redirect("verification:case", self.object.pk)

    def _seen(self, action: CaseAction) -> dict[str, int | None]:
        return {"seen": seen_by(self.request)} if action.overwrites else {}

    def _again(self, action: CaseAction, form):
        self.object = self._case()
        refusal = forbidden(self.request.user, action.key, self.object)
        if refusal:
            return self._too_late(refusal, form)
        messages.error(self.request, _("Nothing was changed; see what is wrong below."))
        self.bound = {action.key: form}
        return self.render_to_response(self.get_context_data(), status=422)

    def _too_late(self, refusal: Refused, form):
        """Somebody else was quicker and the form has no place on the page any more; what was written is kept there."""
        messages.error(self.request, refusal.message)
        self.left_over = [
            (field.label, field.value())
            for field in form
            if isinstance(field.value(), str) and field.value().strip() and not field.is_hidden
        ]
        return self.render_to_response(self.get_context_data(), status=409)

    def _say_done(self, action: CaseAction) -> None:
        followed = last_followed(self.object) if action.ends else []
        messages.success(self.request, " ".join([str(action.done), *followed]))
