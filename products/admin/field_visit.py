"""The visit's form for a phone in a field. One address: a piece is sent to it, by script or as a plain form."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from products import visits
from products.admin.pages import DeskPage, listing_of
from products.admin.visit_forms import (
    PICTURES,
    PIECES,
    DetailsForm,
    DocumentForm,
    MeasurementForm,
    PersonForm,
    PhotoForm,
    PhotoWordsForm,
    PieceForm,
)
from products.admin.visit_words import words
from products.errors import Refused
from products.models import Measurement, Photo, Verification, VisitPhoto
from products.permissions import forbidden
from products.visit_files import MAX_DOCUMENTS, MAX_PHOTOS, documents_of

THUMBNAIL = "max-480x480|format-jpeg"
# All that the page shows of a visit, in a number of queries that does not grow with it.
EVERYTHING = (
    Prefetch("photos", VisitPhoto.objects.prefetch_related("people")),
    Prefetch("photos__photo", Photo.objects.prefetch_renditions(THUMBNAIL)),
    Prefetch("measurements", Measurement.objects.select_related("photo")),
    "people",
    "verification__product__facts",
)
# Another write came first, or the form is older than what is there: the phone asks its person.
CONFLICTS = {"visit.changed"}


class FieldVisitView(DeskPage, TemplateView):
    http_method_names = ["get", "head", "post"]
    template_name = "products/admin/field_visit.html"
    header_icon = "site"
    # The piece that was sent and found wanting.
    bound: PieceForm | None = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        cases = Verification.objects.select_related("product__place", "claimed_by")
        self.case = get_object_or_404(cases, pk=kwargs["pk"])
        self.wants_json = "application/json" in request.headers.get("Accept", "")

    def dispatch(self, request, *args, **kwargs):
        refusal = forbidden(request.user, "visit", self.case)
        if refusal and refusal.code == "verification.no_permission":
            raise PermissionDenied
        if refusal and refusal.code == "verification.not_yours":
            raise Http404
        # A piece sent twice may come after the end, and is answered by its service.
        if refusal and not (self.wants_json and request.method == "POST"):
            messages.error(request, refusal.message)
            return redirect("verification:case", self.case.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return _("Visit: %(product)s") % {"product": self.case.product}

    @property
    def above(self):
        return listing_of(Verification), (str(self.case.product), reverse("verification:case", args=[self.case.pk]))

    def get_crumb(self):
        return _("Visit")

    def get_context_data(self, **kwargs):
        visit = visits.standing_visit(self.case)
        mine = visit is not None and visit.inspector_id == self.request.user.pk and not visit.finished_at
        context = {"case": self.case, "product": self.case.product, "visit": visit, "mine": mine}
        context |= self._pieces(visit) if mine else {"earlier": visits.earlier_visit(self.case)}
        return super().get_context_data(**context, **kwargs)

    def _pieces(self, visit) -> dict:
        prefetch_related_objects([visit], *EVERYTHING)
        return {
            "details": self._bound(DetailsForm) or DetailsForm.of(visit),
            "photos": [(item, PhotoWordsForm.of(item)) for item in visit.photos.all()],
            "people": [PersonForm.of(met) for met in visit.people.all()],
            "measurements": [MeasurementForm.of(fact) for fact in visit.measurements.all()],
            "documents": documents_of(visit),
            "new_photo": PhotoForm(visit=visit, initial={"key": uuid.uuid4()}, auto_id="new_photo_%s"),
            "new_document": self._bound(DocumentForm) or DocumentForm(visit=visit, auto_id="new_document_%s"),
            "new_person": self._bound(PersonForm)
            or PersonForm(visit=visit, initial={"key": uuid.uuid4(), "consented_on": visit.on}, auto_id="new_%s"),
            "new_measurement": self._bound(MeasurementForm) or MeasurementForm(visit=visit, auto_id="newm_%s"),
            "missing": visits.missing(visit),
            "max_photos": MAX_PHOTOS,
            "max_documents": MAX_DOCUMENTS,
            "pictures": PICTURES,
            "words": words(),
        }

    def _bound(self, kind: type[PieceForm]) -> PieceForm | None:
        return self.bound if isinstance(self.bound, kind) else None

    def post(self, request, *args, **kwargs):
        try:
            if request.POST.get("do") == "begin":
                return self._begin(request.POST)
            return self._take(request.POST.get("do", ""))
        except Refused as refusal:
            return self._refused(refusal)

    def _begin(self, data) -> HttpResponse:
        visits.begin(self.case, self.request.user, take_over=bool(data.get("take_over")), carry=bool(data.get("carry")))
        return redirect("verification:visit", self.case.pk)

    def _take(self, do: str) -> HttpResponse:
        visit = visits.standing_visit(self.case)
        if do not in PIECES:
            raise Http404
        if visit is None:
            raise Refused("visit.none", _("This visit has not been begun, or it was sent back."))
        form = PIECES[do](self.request.POST, self.request.FILES, visit=visit)
        if not form.is_valid():
            self.bound = form
            raise Refused("visit.invalid", form.reason())
        try:
            told = form.save(self.request.user)
        except Refused:
            self.bound = form
            raise
        return self._done(visit, told)

    def _done(self, visit, told: dict) -> HttpResponse:
        back = reverse("verification:case" if told.get("finished") else "verification:visit", args=[self.case.pk])
        if told.get("finished"):
            messages.success(self.request, _("The visit is recorded."))
        if not self.wants_json:
            return redirect(back)
        if item := told.pop("photo", None):
            told["html"] = self._part("visit_photo", item=item, form=PhotoWordsForm.of(item))
        if document := told.pop("document", None):
            told["html"] = self._part("visit_document", document=document)
        told["saved"] = date_format(timezone.localtime(), "H:i")
        told["missing"] = [] if told.get("finished") else visits.missing(visit)
        return JsonResponse({**told, "address": back})

    def _part(self, name: str, **context) -> str:
        return render_to_string(f"products/admin/{name}.html", context, request=self.request)

    def _refused(self, refusal: Refused) -> HttpResponse:
        if self.wants_json:
            answer = {"error": refusal.code, "message": str(refusal.message)}
            if refusal.code in CONFLICTS:
                answer["changes"] = visits.standing_visit(self.case).changes
            return JsonResponse(answer, status=409 if refusal.code in CONFLICTS else 422)
        messages.error(self.request, refusal.message)
        self.case.refresh_from_db()
        if forbidden(self.request.user, "visit", self.case):
            return redirect("verification:case", self.case.pk)
        return self.render_to_response(self.get_context_data(), status=422)
