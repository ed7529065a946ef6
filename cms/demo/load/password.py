"""The demo people's common password."""

import os
import secrets

from django.conf import settings


def demo_password() -> str:
    """`DEMO_PASSWORD`, else one made up once and kept beside the demo's database."""
    given = os.environ.get("DEMO_PASSWORD")
    if given:
        return given
    path = settings.VAR_DIR / "demo_password"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(9))
    return path.read_text()
