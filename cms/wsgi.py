"""The WSGI entry point: purchase links, pages that lie there as files, then Django."""

import os

from django.core.wsgi import get_wsgi_application

from home.baking.serving import Baked

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
django = get_wsgi_application()

from commerce.redirect import Through  # noqa: E402  its models are there only now

application = Through(Baked(django))
