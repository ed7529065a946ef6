"""Recommending many products from a file: upload, see what would happen, confirm."""

import csv
import io

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages

from products import recommendation_sheet as sheet
from products.admin.pages import DeskPage, listing_of
from products.errors import Refused
from products.models import Recommendation
from products.permissions import may

# More than anybody mends by hand; the count says how many there are.
REJECTED_SHOWN = 100


class SheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV (UTF-8 or GB18030) or XLSX with the columns of the template; at most 200 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > sheet.MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB. Split it into several files."))
        return file


class _ForRecommenders:
    """Whoever may recommend, for an organisation."""

    def __init__(self, **kwargs):
        # The listing hands out what its own views need; these need none of it.
        known = {name: value for name, value in kwargs.items() if hasattr(type(self), name)}
        super().__init__(**known)

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        if not may(request.user, "recommend") or request.user.organisation is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class SheetView(_ForRecommenders, DeskPage, FormView):
    form_class = SheetForm
    template_name = "products/admin/recommendation_sheet.html"
    page_title = gettext_lazy("Recommend from a file")
    header_icon = "upload"
    above = (listing_of(Recommendation),)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{"action_url": self.request.path, "submit_button_label": _("Check the file"), **kwargs}
        )

    def form_valid(self, form: SheetForm) -> HttpResponse:
        try:
            parsed = sheet.parse(form.cleaned_data["file"].read(), self.request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        if parsed.rejected:
            shown = parsed.rejected[:REJECTED_SHOWN]
            return self.form_invalid(form, rejected=shown, rejected_count=len(parsed.rejected), row_count=parsed.count)
        looked = sheet.look(parsed.rows, self.request.user)
        self.template_name = "products/admin/recommendation_sheet_checked.html"
        return self.render_to_response(
            self.get_context_data(
                looked=looked,
                new_count=sum(not row.known for row in looked),
                waiting_count=sum(row.waits and not row.known for row in looked),
                known_count=sum(row.known for row in looked),
                rows=sheet.sealed(parsed.rows, self.request.user),
                action_url=reverse("recommendation:take_sheet"),
            )
        )

    def form_invalid(self, form: SheetForm, **context) -> HttpResponse:
        messages.error(self.request, _("Nothing was taken from the file; see below what is wrong."))
        return self.render_to_response(self.get_context_data(form=form, **context), status=422)


class TakeSheetView(_ForRecommenders, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            taken = sheet.take(sheet.unsealed(request.POST.get("rows", ""), request.user), request.user)
        except Refused as refusal:
            messages.error(request, _("Nothing was taken from the file: %(reason)s") % {"reason": refusal.message})
            return redirect("recommendation:sheet")
        if not taken.received:
            messages.warning(request, _("Every row of this file was received before; nothing was changed."))
        else:
            said = _("Received %(received)d recommendations: %(taken_in)d taken in, %(waiting)d to be looked at first.")
            messages.success(
                request,
                said
                % {
                    "received": taken.received,
                    "taken_in": taken.taken_in,
                    "waiting": taken.received - taken.taken_in,
                },
            )
        return redirect("recommendation:index")


class SheetTemplateView(_ForRecommenders, View):
    """An empty table with the column names, for every spreadsheet program: UTF-8 with its mark."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        text = io.StringIO()
        csv.writer(text).writerow([" ".join(names) for names in sheet.COLUMNS.values()])
        response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="recommendations.csv"'
        return response
