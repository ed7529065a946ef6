"""Reconciling with a shop's statement: upload it, see on which lines it and the ledger differ."""

from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from commerce.admin.import_pages import OrderFilePage, UploadForm
from commerce.csv_out import csv_response
from commerce.statements import Reconciled, reconcile

SHOWN = 200


class StatementPage(OrderFilePage):
    """Nothing is written and nothing of the file is kept."""

    permission = "commerce.view_ledgerentry"
    page_title = gettext_lazy("Reconcile")
    header_icon = "check"
    submit_label = gettext_lazy("Compare")
    template_name = "commerce/admin/statement.html"

    def read(self, form: UploadForm, parsed) -> HttpResponse:
        if parsed.rejected:
            return self.rejected(form, parsed)
        result = reconcile(parsed)
        if "download" in self.request.POST:
            return as_csv(result)
        context = self.get_context_data(form=form, result=result, differences=result.differences[:SHOWN])
        return self.render_to_response(context)

    def form_invalid(self, form: UploadForm, **context) -> HttpResponse:
        messages.error(self.request, _("Nothing was compared; see below what is wrong."))
        return self.render_to_response(self.get_context_data(form=form, **context), status=422)


def as_csv(result: Reconciled) -> HttpResponse:
    header = [_("Order"), _("Line"), "SKU", _("Statement, yuan"), _("Ledger, yuan"), _("Difference"), _("Reason")]
    rows = (
        (one.order_id, one.line_id, one.sku, *map(_yuan, (one.statement, one.ledger, one.fen)), one.why)
        for one in result.differences
    )
    return csv_response("differences.csv", header, rows)


def _yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)
