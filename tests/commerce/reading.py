"""A reader's browser in front of the whole program: purchase links are answered ahead of Django where they may be."""

from django.http import HttpResponse
from django.test import Client

from commerce.redirect import Through


class Reader(Client):
    def request(self, **request):
        said: list = []
        ahead = Through(lambda _environ, _start: [])
        body = b"".join(ahead(self._base_environ(**request), lambda status, headers: said.extend((status, headers))))
        if not said:
            return super().request(**request)
        status, headers = said
        assert len(dict(headers)) == len(headers)
        return HttpResponse(body, status=int(status[:3]), headers=dict(headers) | {"Content-Type": ""})
