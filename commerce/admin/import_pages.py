"""Importing an order file: upload, see what would change, confirm."""

from decimal import Decimal

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages

from commerce.csv_out import csv_response
from commerce.importing import undoing
from commerce.importing.parsing import DIALECTS, parse
from commerce.importing.sheets import MAX_BYTES
from commerce.importing.taking_in import begin, take_in, work
from commerce.importing.waiting import keep, kept
from commerce.models import ImportState, OrderImport, WaitingImport
from commerce.tasks import work_import
from products.admin.pages import GuardedPage, listing_of
from products.errors import Refused
from products.models import Platform

# More than anybody mends by hand; the count says how many there are.
REJECTED_SHOWN = 200
# A longer file is worked in the background.
AT_ONCE = 2_000
UNDO = "commerce.undo_orderimport"
MOVING = (ImportState.RUNNING, ImportState.UNDOING)
LISTING = listing_of(OrderImport)


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


class OrderFilePage(GuardedPage, FormView):
    """Takes an order file and reads it; `read` says what is done with one, whether or not rows were rejected."""

    form_class = UploadForm
    submit_label = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{"action_url": self.request.path, "submit_button_label": self.submit_label, **kwargs}
        )

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            parsed = parse(file.read(), file.name, form.cleaned_data["platform"])
        except Refused as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        return self.read(form, parsed)

    def read(self, form: UploadForm, parsed) -> HttpResponse:
        raise NotImplementedError

    def rejected(self, form: UploadForm, parsed, **context) -> HttpResponse:
        """The form again, with the rows that cannot be read."""
        return self.form_invalid(
            form,
            rejected=parsed.rejected[:REJECTED_SHOWN],
            rejected_count=len(parsed.rejected),
            row_count=parsed.count,
            **context,
        )


class UploadPage(OrderFilePage):
    permission = "commerce.add_orderimport"
    above = (LISTING,)
    page_title = gettext_lazy("Import orders")
    header_icon = "upload"
    submit_label = gettext_lazy("Check the file")
    template_name = "commerce/admin/upload.html"

    def read(self, form: UploadForm, parsed) -> HttpResponse:
        waiting = keep(parsed, self.request.user)
        if parsed.rejected:
            return self.rejected(form, parsed, waiting=waiting)
        return redirect("orderimport:waiting", waiting.pk)

    def form_invalid(self, form: UploadForm, **context) -> HttpResponse:
        messages.error(self.request, _("Nothing was imported; see below what is wrong."))
        return self.render_to_response(self.get_context_data(form=form, **context), status=422)


class OwnWaitingFile:
    """A file that waits is shown to the person who uploaded it."""

    permission = "commerce.add_orderimport"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.waiting = get_object_or_404(WaitingImport, pk=kwargs["pk"], by_id=request.user.pk)


class RejectedRows(OwnWaitingFile, GuardedPage, View):
    """All rejected rows with their reasons, as a download."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rejected = kept(self.waiting).rejected
        rows = ((item.row, item.reason) for item in rejected)
        return csv_response("rejected-rows.csv", [_("Row"), _("Reason")], rows)


class WaitingPage(OwnWaitingFile, GuardedPage, TemplateView):
    """Shows what the import would change, found out by comparing; then does it."""

    above = (LISTING,)
    page_title = gettext_lazy("Check and import")
    header_icon = "upload"
    template_name = "commerce/admin/waiting.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        self.parsed = kept(self.waiting)
        if self.parsed.rejected:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(waiting=self.waiting, report=take_in(self.parsed, dry_run=True), **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if "discard" in request.POST:
            self.waiting.delete()
            messages.success(request, _("The file was discarded; nothing was imported."))
            return redirect("orderimport:index")
        with transaction.atomic():
            record, new = begin(self.parsed, by=request.user)
            if new and record.lines_in_file > AT_ONCE:
                work_import.enqueue(record.pk)
            self.waiting.delete()
        if not new:
            messages.warning(request, _("This very file was imported before; nothing was changed."))
            return redirect("orderimport:index")
        if record.lines_in_file > AT_ONCE:
            return redirect("orderimport:detail", record.pk)
        work(record)
        messages.success(
            request,
            _("Imported: %(added)d new lines, %(changed)d changed, %(unchanged)d unchanged.")
            % {"added": record.added, "changed": record.changed, "unchanged": record.unchanged},
        )
        return redirect("orderimport:index")


class DetailPage(GuardedPage, TemplateView):
    """One import: how far it is, what it changed; and taking it back."""

    permission = "commerce.view_orderimport"
    above = (LISTING,)
    header_icon = "upload"
    template_name = "commerce/admin/import_detail.html"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.record = get_object_or_404(OrderImport.objects.defer("content"), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return self.record.file_name

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            record=self.record,
            moving=self.record.state in MOVING,
            yuan=Decimal(self.record.fen) / 100,
            kg=Decimal(self.record.grams) / 1000,
            may_undo=self.record.state == ImportState.DONE and self.request.user.has_perm(UNDO),
            **kwargs,
        )

    def render_to_response(self, context, **kwargs) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if context["moving"]:
            # The browser asks again by itself; no script is needed for that.
            response["Refresh"] = "2"
        return response

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(UNDO):
            raise PermissionDenied
        try:
            with transaction.atomic():
                record = undoing.begin(self.record, by=request.user)
                if record.lines_in_file > AT_ONCE:
                    work_import.enqueue(record.pk)
            if record.lines_in_file <= AT_ONCE:
                undoing.work(record)
                messages.success(request, _("The import was undone."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("orderimport:detail", pk)
