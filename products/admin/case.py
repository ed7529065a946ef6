"""The case page of a verification: its steps, its evidence, its history, and what this person can do now."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import registry as log_registry

from products.admin.actions import ACTION_BY_KEY, ACTIONS, CaseAction
from products.audit import last_followed
from products.errors import Refused
from products.models import StepKind, Verification
from products.permissions import forbidden, may


class CaseView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    model = Verification
    permission_required = "view"
    http_method_names = ["get", "head"]
    template_name = "products/admin/case.html"
    header_icon = "clipboard-list"
    # The form that was sent and found wanting, by its action's key.
    bound: dict = {}

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        cases = Verification.objects.select_related(
            "product__place__parent", "product__producer", "withdrawn_by", "refused_by"
        )
        self.object = get_object_or_404(cases, pk=kwargs["pk"])

    def get_page_title(self):
        return str(self.object.product)

    def get_breadcrumbs_items(self):
        listing = {
            "url": reverse("verification:index"),
            "label": capfirst(Verification._meta.verbose_name_plural),
        }
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        verification = self.object
        steps = {step.kind: step for step in verification.steps.select_related("person", "organisation")}
        return super().get_context_data(
            verification=verification,
            product=verification.product,
            timeline=[(label, steps.get(kind)) for kind, label in StepKind.choices],
            facts=list(verification.product.facts.select_related("confirmed_by")),
            evidence=list(verification.evidence.select_related("photo", "document", "added_by")),
            actions=self._possible_actions(),
            log=log_registry.get_logs_for_instance(verification).select_related("user").order_by("timestamp", "pk"),
            others=verification.product.verifications.exclude(pk=verification.pk),
            **kwargs,
        )

    def _possible_actions(self) -> list[tuple[CaseAction, object]]:
        person = self.request.user
        return [
            (action, self.bound.get(action.key) or action.form(prefix=action.key))
            for action in ACTIONS
            if may(person, action.key, self.object)
        ]


class ActionView(CaseView):
    """Takes one action; where its form or a rule says no, shows the case again with the reason."""

    http_method_names = ["post"]

    def post(self, request, *args, action: str, **kwargs):
        wanted = ACTION_BY_KEY.get(action)
        if wanted is None:
            raise Http404
        refusal = forbidden(request.user, wanted.key, self.object)
        if refusal and refusal.code == "verification.no_permission":
            raise PermissionDenied
        if refusal:
            return self._refused(refusal)
        form = wanted.form(request.POST, request.FILES, prefix=wanted.key)
        if not form.is_valid():
            return self._again(wanted, form)
        try:
            wanted.run(self.object, request.user, **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, reason.message)
            return self._again(wanted, form)
        self._say_done(wanted)
        return redirect("verification:case", self.object.pk)

    def _refused(self, refusal: Refused):
        messages.error(self.request, refusal.message)
        return redirect("verification:case", self.object.pk)

    def _again(self, action: CaseAction, form):
        self.object.refresh_from_db()
        if not may(self.request.user, action.key, self.object):
            # Somebody else was quicker, and the form has no place on the page any more.
            return self._refused(forbidden(self.request.user, action.key, self.object))
        messages.error(self.request, _("Nothing was changed; see what is wrong below."))
        self.bound = {action.key: form}
        return self.render_to_response(self.get_context_data(), status=422)

    def _say_done(self, action: CaseAction) -> None:
        followed = last_followed(self.object) if action.ends else []
        messages.success(self.request, " ".join([str(action.done), *followed]))
