"""What the test suite runs on: the database of `DATABASE_URL`, else SQLite; quick password hashes."""

import os
import tempfile

# Before the parts read it: tests never touch the demo's files.
os.environ["VAR_DIR"] = os.environ.get("TEST_VAR_DIR") or tempfile.mkdtemp(prefix="fengshou-test-")
os.environ.setdefault("SECRET_KEY", "only-for-the-test-suite-never-for-an-installation")

from .base import *  # noqa: F403
from .base import CACHES, STATIC_ROOT, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
WHITENOISE_AUTOREFRESH = False
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
SECOND_FACTOR_REQUIRED = False
# Pages are kept where a test asks for it (tests/home/conftest.py).
BAKED_DIR, BAKED_HOSTS = None, ["testserver"]
# Written where a test asks for it: counts outlive the tokens of the test before.
ACCESS_LOG_SECONDS = 3600

worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if worker and CACHES["default"]["BACKEND"].endswith("RedisCache"):
    # Parallel test processes share one Redis, and `cache.clear()` empties a whole database of it, whatever the prefix.
    server, _, number = CACHES["default"]["LOCATION"].rpartition("/")
    CACHES["default"]["LOCATION"] = f"{server}/{(int(number) + int(worker.removeprefix('gw'))) % 16}"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns where it is missing
