"""Wagtail's report of everything that happened: for those who see everything.

Wagtail shows it to everybody who may see one product, with the log of all (seen on Wagtail 8.0.1).
Others find the history of what is theirs on the records themselves.
"""

from django.core.exceptions import PermissionDenied
from wagtail.admin.views.reports.audit_logging import LogEntriesView

from products.scope import sees_all


class SiteHistoryView(LogEntriesView):
    def dispatch(self, request, *args, **kwargs):
        if not sees_all(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
