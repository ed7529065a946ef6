"""One recommendation at the desk: what was sent, what it resembles, and the verdict."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from products import recommendations
from products.admin.case_history import history_of
from products.admin.pages import DeskPage, listing_of
from products.admin.recommendation_forms import DeclineForm, TakeInForm
from products.duplicates import likely_duplicates
from products.errors import Refused
from products.models import Recommendation
from products.permissions import forbidden, may
from products.place_lookup import path_of
from products.scope import recommendations_of


@dataclass(frozen=True)
class Verdict:
    """`action` is that of `products.transitions.INTAKE`."""

    action: str
    heading: str
    intro: str
    button: str
    done: str
    form: type
    run: object
    icon: str
    ends: bool = False


VERDICTS = (
    Verdict(
        "accept",
        gettext_lazy("Take in"),
        gettext_lazy(
            "Opens the verification. You then count as the person who recommended it: others visit, assess and confirm."
        ),
        gettext_lazy("Take the recommendation in"),
        gettext_lazy("The recommendation is taken in; its verification has begun."),
        TakeInForm,
        recommendations.accept,
        "circle-check",
    ),
    Verdict(
        "decline",
        gettext_lazy("Decline"),
        gettext_lazy("Ends it here. Nothing is deleted."),
        gettext_lazy("Decline the recommendation"),
        gettext_lazy("The recommendation is declined."),
        DeclineForm,
        recommendations.decline,
        "circle-xmark",
        ends=True,
    ),
)
VERDICT_BY_ACTION = {verdict.action: verdict for verdict in VERDICTS}


class RecommendationView(PermissionCheckedMixin, DeskPage, TemplateView):
    model = Recommendation
    permission_required = "view"
    http_method_names = ["get", "head"]
    template_name = "products/admin/recommendation.html"
    header_icon = "mail"
    above = (listing_of(Recommendation),)
    # The form that was sent and found wanting, by its action.
    bound: dict = {}

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        rows = recommendations_of(request.user) if request.user.is_authenticated else Recommendation.objects.none()
        rows = rows.select_related(
            "place__parent__parent", "organisation", "person", "verification__product", "duplicate_of", "decided_by"
        )
        self.object = get_object_or_404(rows, pk=kwargs["pk"])

    def get_page_title(self):
        return self.object.name()

    def get_context_data(self, **kwargs):
        recommendation = self.object
        files = list(recommendation.files.select_related("photo", "document"))
        return super().get_context_data(
            recommendation=recommendation,
            place=path_of(recommendation.place),
            shows_contact=self._shows_contact(),
            photos=[file for file in files if file.photo_id],
            documents=[file for file in files if file.document_id],
            opens_documents=may(self.request.user, "accept"),
            duplicates=likely_duplicates(recommendation) if may(self.request.user, "accept") else [],
            verdicts=self._possible_verdicts(),
            history=history_of(recommendation),
            **kwargs,
        )

    def _shows_contact(self) -> bool:
        """Names and telephones are for the desk and for those who gave them."""
        person = self.request.user
        theirs = self.object.organisation_id is not None and self.object.organisation_id == person.organisation_id
        return may(person, "accept") or self.object.person_id == person.pk or theirs

    def _possible_verdicts(self) -> list[tuple[Verdict, object]]:
        person = self.request.user
        return [
            (verdict, self.bound.get(verdict.action) or self._form(verdict))
            for verdict in VERDICTS
            if may(person, verdict.action, self.object)
        ]

    def _form(self, verdict: Verdict, data=None):
        return verdict.form(data, prefix=verdict.action, recommendation=self.object, person=self.request.user)


class VerdictView(RecommendationView):
    """Gives one verdict; where its form or a rule says no, shows the recommendation again with the reason."""

    http_method_names = ["post"]

    def post(self, request, *args, action: str, **kwargs):
        verdict = VERDICT_BY_ACTION.get(action)
        if verdict is None:
            raise Http404
        refusal = forbidden(request.user, verdict.action, self.object)
        if refusal and refusal.code == "verification.no_permission":
            raise PermissionDenied
        if refusal:
            return self._refused(refusal)
        form = self._form(verdict, request.POST)
        if not form.is_valid():
            return self._again(verdict, form)
        try:
            verdict.run(self.object, request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._again(verdict, form)
        messages.success(request, verdict.done)
        return self._onwards()

    def _onwards(self):
        if self.object.verification_id:
            return redirect("verification:case", self.object.verification_id)
        return redirect("recommendation:index")

    def _refused(self, refusal: Refused):
        messages.error(self.request, refusal.message)
        return redirect("recommendation:inspect", self.object.pk)

    def _again(self, verdict: Verdict, form):
        # Read anew with what the page shows of it: the service may have got half-way before it refused.
        self.setup(self.request, *self.args, **self.kwargs)
        if refusal := forbidden(self.request.user, verdict.action, self.object):
            # Somebody else was quicker, and the form has no place on the page any more.
            return self._refused(refusal)
        messages.error(self.request, _("Nothing was changed; see what is wrong below."))
        self.bound = {verdict.action: form}
        return self.render_to_response(self.get_context_data(), status=422)
