"""The WSGI entry point of the yardsticks: Django alone, with nothing of ours ahead of it."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
