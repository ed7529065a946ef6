"""The embedded default: SQLite, local memory, local media; the environment changes it."""

from .parts.api import *  # noqa: F403
from .parts.apps import *  # noqa: F403
from .parts.baking import *  # noqa: F403
from .parts.database import *  # noqa: F403
from .parts.environment import BASE_DIR, VAR_DIR, env  # noqa: F401
from .parts.files import *  # noqa: F403
from .parts.languages import *  # noqa: F403
from .parts.logging import *  # noqa: F403
from .parts.security import *  # noqa: F403
from .parts.wagtail import *  # noqa: F403

DEBUG = False
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="fengshou@localhost")
# A mail server that hangs holds up one letter, not the worker.
EMAIL_TIMEOUT = 20
