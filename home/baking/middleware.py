"""Outermost but for compression: keeps what a reader is answered, with all headers that the house adds."""

import logging
import sqlite3

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from home.baking import keeping
from products.showing import recording

log = logging.getLogger(__name__)


class BakingMiddleware:
    """A page that cannot be kept is answered all the same."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            begun = keeping.begin(request)
        except (OSError, sqlite3.Error):
            log.exception("no page can be kept")
            begun = None
        if begun is None:
            return self.get_response(request)
        with recording() as shown:
            response = self.get_response(request)
        try:
            if shown.wanted and keeping.may_be_kept(response):
                keeping.keep(begun, shown, response)
        except sqlite3.OperationalError as busy:
            log.info("%s was not kept: %s", begun.place, busy)
        except (OSError, sqlite3.Error):
            log.exception("%s could not be kept", begun.place)
        return response
