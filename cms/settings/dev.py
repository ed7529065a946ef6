"""A person's own machine over plain HTTP: what `make demo` runs. `DEBUG=1` shows tracebacks."""

from .base import *  # noqa: F403
from .base import STATIC_ROOT, STORAGES, env

DEBUG = env.bool("DEBUG", default=False)
# Static files straight from their folders: no collect step between an edit and a look.
WHITENOISE_USE_FINDERS = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(exist_ok=True)  # empty; WhiteNoise warns where it is missing
