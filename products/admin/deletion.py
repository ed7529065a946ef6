"""Deleting records that others point to: a clear no instead of an error page."""

from django.db.models.deletion import ProtectedError, RestrictedError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views import generic


class CarefulDeleteView(generic.DeleteView):
    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except (ProtectedError, RestrictedError):
            messages.error(
                self.request,
                _("“%(object)s” cannot be deleted: other records belong to it.") % {"object": self.object},
            )
            return redirect(self.index_url_name)
