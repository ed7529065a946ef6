"""Screens of the desk that show a person only what is their organisation's (`products.scope`)."""

from django.http import Http404
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView

from products.admin.inspecting import InspectView
from products.cells_out import PlainExport
from products.scope import is_in_scope, sees_all, visible_to


class ScopedListing:
    """Before a listing view in the bases: its rows, its search and its export are what the person may see."""

    def get_base_queryset(self):
        rows, person = super().get_base_queryset(), self.request.user
        return rows if sees_all(person) else rows.filter(pk__in=visible_to(person, self.model).values("pk"))


class ScopedRecord:
    """Before a view of one record: another organisation's record is not found, so that nothing is told of it."""

    def get_object(self, *args, **kwargs):
        record = super().get_object(*args, **kwargs)
        if not is_in_scope(self.request.user, record):
            raise Http404
        return record


class ScopedIndexView(ScopedListing, PlainExport, generic.IndexView):
    pass


class ScopedInspectView(ScopedRecord, InspectView):
    pass


class ScopedEditView(ScopedRecord, generic.EditView):
    pass


class ScopedDeleteView(ScopedRecord, generic.DeleteView):
    pass


class ScopedHistoryView(ScopedRecord, HistoryView):
    pass


class ScopedUsageView(ScopedRecord, UsageView):
    pass


class ScopedViews:
    """Before `ModelViewSet` in the bases: every view of the set keeps to the person's scope."""

    index_view_class = ScopedIndexView
    inspect_view_class = ScopedInspectView
    edit_view_class = ScopedEditView
    delete_view_class = ScopedDeleteView
    history_view_class = ScopedHistoryView
    usage_view_class = ScopedUsageView
