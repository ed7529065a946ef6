"""Where the language switch leads: the same page in the other language, if there is one."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation
from wagtail.models import Page

from products.showing import show

# A language is named in itself, whatever the language of the page.
OWN_NAMES = {"zh-hans": "中文", "en": "English"}
SHORT_NAMES = {"zh-hans": "中文", "en": "EN"}
HREFLANG = {"zh-hans": "zh-Hans", "en": "en"}

# Pages whose address is printed, passed on or mailed, one for both languages: `?lang=` chooses, else the browser does.
ONE_ADDRESS = ("/go/", "/verify/", "/recommend/", "/places/search.json", "/impact.svg")


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """`same` is False where the page has no translation and the link leads to the front page."""

    code: str
    name: str
    url: str
    current: bool
    same: bool

    @property
    def short(self) -> str:
        return SHORT_NAMES[self.code]

    @property
    def hreflang(self) -> str:
        return HREFLANG[self.code]

    @property
    def absolute(self) -> str:
        return settings.SITE_URL + self.url


def links(request: HttpRequest, page: Page | None = None) -> list[LanguageLink]:
    """One link per language, in the order of the settings; one query for a page, none otherwise."""
    current = translation.get_language() or settings.LANGUAGE_CODE
    found = _page_urls(request, page, current) if page and page.pk else _view_urls(request)
    return [
        LanguageLink(code, OWN_NAMES[code], found.get(code) or f"/{code}/", code == current, code in found)
        for code, _label in settings.LANGUAGES
    ]


def _page_urls(request: HttpRequest, page: Page, current: str) -> dict[str, str]:
    show(f"versions:{page.translation_key}")
    urls = {current: page.get_url(request)}
    others = (
        Page.objects.live()
        .filter(translation_key=page.translation_key)
        .exclude(pk=page.pk)
        .select_related("locale")
        .defer_streamfields()
    )
    for other in others:
        urls[other.locale.language_code] = other.get_url(request)
    return {code: url for code, url in urls.items() if url}


def asked_language(request: HttpRequest) -> str:
    """The language that `?lang=` asks for on a page with one address for both; empty for none or nonsense."""
    asked = request.GET.get("lang", "") if request.path_info.startswith(ONE_ADDRESS) else ""
    return asked if asked in OWN_NAMES else ""


def in_language(path: str, code: str) -> str:
    """The address of a page of `ONE_ADDRESS` in a language."""
    return f"{path}?lang={code}"


def _view_urls(request: HttpRequest) -> dict[str, str]:
    """Addresses of a view under each language; empty for one that has neither a prefix nor `?lang=`."""
    path = request.get_full_path()
    if request.path_info.startswith(ONE_ADDRESS):
        return {code: in_language(request.path, code) for code in OWN_NAMES}
    if not any(path.startswith(f"/{code}/") for code in OWN_NAMES):
        return {}
    return {code: translate_url(path, code) for code in OWN_NAMES}
