"""The yardstick for pages that lie there as files: Django's own cache, outermost and in local memory."""

from cms.settings.dev import *  # noqa: F403
from cms.settings.dev import MIDDLEWARE

BAKED_DIR = None
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "bench"}}
CACHES["renditions"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"}
CACHE_MIDDLEWARE_SECONDS = 3600
MIDDLEWARE = ["django.middleware.cache.CacheMiddleware", *MIDDLEWARE]
