"""Whoever gave the password alone is nobody yet."""

from functools import partial

from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from cms.second_factor.policy import standing
from products.models import User

DESK = "/admin/"
# The words and pictures of the pages that ask, and the pages themselves.
PASSING = ("/admin/second-factor/", "/admin/jsi18n/", "/admin/sprite/", "/admin/password_reset/")


class SecondFactorMiddleware:
    """Makes people whose second step is outstanding anonymous everywhere, and leads them to it at the desk."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.half_signed_in = None
        if not request.path_info.startswith(DESK) or request.path_info.startswith(PASSING):
            request.user = SimpleLazyObject(partial(_user, request))
            return self.get_response(request)
        request.user = _user(request)
        if request.half_signed_in:
            return self._lead(request, request.half_signed_in)
        return self.get_response(request)

    def _lead(self, request: HttpRequest, person: User) -> HttpResponseBase:
        if request.path_info == reverse("wagtailadmin_logout"):
            request.user = person
            return self.get_response(request)
        if request.path_info == reverse("wagtailadmin_login"):
            if request.method == "POST":  # as somebody else
                return self.get_response(request)
            back = request.GET.get("next", "")
        elif request.headers.get("x-requested-with") == "XMLHttpRequest" or not request.accepts("text/html"):
            raise PermissionDenied  # as Wagtail answers who is not signed in
        else:
            back = request.get_full_path() if request.method == "GET" else ""
        address = reverse("second_factor:ask")
        return redirect(f"{address}?{urlencode({'next': back})}" if back else address)


def _user(request: HttpRequest) -> User | AnonymousUser:
    person = get_user(request)
    if person.is_authenticated and standing(person).outstanding(request.session):
        request.half_signed_in = person
        return AnonymousUser()
    return person
