"""The WSGI entry point: purchase links, pages that lie there as files, then Django."""

from django.core.wsgi import get_wsgi_application

from cms import environment
from home.baking.serving import Baked

environment.read()
django = get_wsgi_application()

from commerce.redirect import Through  # noqa: E402  its models are there only now

application = Through(Baked(django))
