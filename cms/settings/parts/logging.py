"""Logs go to standard output; no addresses, tokens or order data in them."""

from .environment import env

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{", "()": "cms.logs.DiscreetFormatter"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        # Scanners ask for foreign hosts all day; they get their 400, and it is no fault of ours.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
