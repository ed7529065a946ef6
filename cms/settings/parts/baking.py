"""Public pages kept as files: where, and for which hosts."""

from urllib.parse import urlsplit

from .environment import VAR_DIR, env
from .wagtail import SITE_URL

# Empty: nothing is kept.
BAKED_DIR = VAR_DIR / "baked" if env.bool("BAKED_PAGES", default=True) else None
# Pages are kept for these values of `Host` alone, so that no stranger's host fills the disk.
BAKED_HOSTS = env.list("BAKED_HOSTS", default=[urlsplit(SITE_URL).netloc])
