"""Deleting what other records belong to: a clear no instead of an error page.

Wagtail's delete views (people, pictures, documents, bulk actions) let `ProtectedError` through
where the reference index does not know better (seen on Wagtail 8.0.1). One place answers for all.
"""

from collections.abc import Callable

from django.db.models.deletion import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages


class ProtectedRecordsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        home = reverse("wagtailadmin_home")
        if not isinstance(exception, ProtectedError | RestrictedError) or not request.path.startswith(home):
            return None
        held_by = sorted({str(type(record)._meta.verbose_name) for record in _holders(exception)})
        messages.error(
            request,
            _("Nothing was deleted: other records belong to it (%(kinds)s).") % {"kinds": ", ".join(held_by)},
        )
        return redirect(home)


def _holders(exception: Exception):
    if isinstance(exception, ProtectedError):
        return exception.protected_objects
    return exception.restricted_objects
