"""Uploaded files in the embedded default; in production another host serves them."""

import mimetypes

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve

# Not among the types that Python 3.11 knows.
mimetypes.add_type("image/avif", ".avif")


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a file that can do nothing: no script, no sniffing, in a sandbox of its own."""
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except SuspiciousFileOperation as error:
        # A path that leads out of the folder; nothing is there.
        raise Http404 from error
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=86400"
    return response
