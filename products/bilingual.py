"""Choosing the Chinese or the English half of a record that keeps both."""

from django.contrib import admin
from django.utils import translation
from django.utils.translation import gettext_lazy as _


def in_language(zh: str, en: str, language: str | None = None) -> str:
    """Return `en` for English, else `zh`; the other one where the asked-for half is empty.

    `language` is a language code such as `zh-hans` or `en`; without it the active one counts.
    """
    code = language or translation.get_language() or "zh-hans"
    return (en or zh) if code.startswith("en") else (zh or en)


class NamedInBoth:
    """For models with `name_zh` and `name_en`."""

    name_zh: str
    name_en: str

    @admin.display(description=_("Name"))
    def name(self, language: str | None = None) -> str:
        return in_language(self.name_zh, self.name_en, language)

    def __str__(self) -> str:
        return self.name()
