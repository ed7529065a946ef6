"""The WSGI entry point: pages that lie there as files, then Django."""

import os

from django.core.wsgi import get_wsgi_application

from home.baking.serving import Baked

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
application = Baked(get_wsgi_application())
