"""The words that the admin's scripts say, with ours where Wagtail has English only."""

from django.conf import settings
from django.views.i18n import JavaScriptCatalog


class AdminWords(JavaScriptCatalog):
    """Wagtail's own catalogue view reads the packages alone and leaves LOCALE_PATHS out."""

    packages = ["wagtail.admin"]

    def get_paths(self, packages) -> list:
        return [*super().get_paths(packages), *settings.LOCALE_PATHS]
