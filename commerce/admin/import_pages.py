"""Importing an order file: upload, see what would change, confirm."""

from django import forms
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from commerce.admin.pages import GuardedPage
from commerce.importing.parsing import DIALECTS, parse
from commerce.importing.report import ImportReport
from commerce.importing.sheets import MAX_BYTES
from commerce.importing.taking_in import take_in
from commerce.importing.waiting import keep, kept
from commerce.models import WaitingImport
from products.errors import Refused
from products.models import Platform

# More than anybody mends by hand; the count says how many there are.
REJECTED_SHOWN = 200
LISTING = (gettext_lazy("Order imports"), reverse_lazy("orderimport:index"))


class UploadForm(forms.Form):
    platform = forms.ChoiceField(
        label=gettext_lazy("Shop"), choices=[(key, Platform(key).label) for key in DIALECTS], initial=Platform.JD
    )
    file = forms.FileField(
        label=gettext_lazy("Order file"),
        help_text=gettext_lazy("CSV (UTF-8 or GB18030) or XLSX, as the shop exports it; at most 50 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 50 MB. Export a shorter time."))
        return file


class UploadPage(GuardedPage, FormView):
    permission = "commerce.add_orderimport"
    listing = LISTING
    page_title = gettext_lazy("Import orders")
    header_icon = "upload"
    form_class = UploadForm
    template_name = "commerce/admin/upload.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{"action_url": self.request.path, "submit_button_label": _("Check the file"), **kwargs}
        )

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            parsed = parse(file.read(), file.name, form.cleaned_data["platform"])
        except Refused as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        if parsed.rejected:
            return self.form_invalid(
                form,
                rejected=parsed.rejected[:REJECTED_SHOWN],
                rejected_count=len(parsed.rejected),
                row_count=parsed.count,
            )
        return redirect("orderimport:waiting", keep(parsed, self.request.user).pk)

    def form_invalid(self, form: UploadForm, **context) -> HttpResponse:
        messages.error(self.request, _("Nothing was imported; see below what is wrong."))
        return self.render_to_response(self.get_context_data(form=form, **context), status=422)


class WaitingPage(GuardedPage, TemplateView):
    """Shows what the import would change, made by doing it and taking it back; then does it."""

    permission = "commerce.add_orderimport"
    listing = LISTING
    page_title = gettext_lazy("Check and import")
    header_icon = "upload"
    template_name = "commerce/admin/waiting.html"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.waiting = get_object_or_404(WaitingImport, pk=kwargs["pk"], by_id=request.user.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            waiting=self.waiting, report=take_in(kept(self.waiting), dry_run=True), **kwargs
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if "discard" in request.POST:
            self.waiting.delete()
            messages.success(request, _("The file was discarded; nothing was imported."))
            return redirect("orderimport:index")
        report = self._taken_in()
        self.waiting.delete()
        if report is None or report.duplicate_of:
            messages.warning(request, _("This very file was imported before; nothing was changed."))
        else:
            messages.success(
                request,
                _("Imported: %(added)d new lines, %(changed)d changed, %(unchanged)d unchanged.")
                % {"added": report.added, "changed": report.changed, "unchanged": report.unchanged},
            )
        return redirect("orderimport:index")

    def _taken_in(self) -> ImportReport | None:
        try:
            return take_in(kept(self.waiting), by=self.request.user)
        except IntegrityError:
            # Somebody else imported the same bytes in the same moment.
            return None
