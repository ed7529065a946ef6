"""One page of every public type in both languages, found by asking a running site.

The audit, the accessibility tests and the screenshots look at the same list, whatever content the site has.
"""

import re
from dataclasses import dataclass

import httpx

LANGUAGES = {"zh": "zh-hans", "en": "en"}
FORMS = ("article", "pictures", "video")
NOTHING_FOUND = "xqzv"
# Pages that are found by a link on another, and what their addresses look like.
BESIDE = {
    "campaign": "campaigns",
    "tag": "article",
    "author": "article",
    "place-stories": "place",
    "product-stories": "product",
}
LEADS = {
    "campaign": r"campaigns/[\w-]+/",
    "tag": r"tags/[^/\"]+/",
    "author": r"authors/\d+/",
    "place-stories": r"places/\d{6}/stories/",
    "product-stories": r"about-product/[\w-]+/",
}


@dataclass(frozen=True)
class PublicPage:
    """`name` is the type, `language` the code in its address, `path` begins with a slash."""

    name: str
    language: str
    path: str
    status: int = 200

    @property
    def key(self) -> str:
        return f"{self.name}-{self.language}"


def public_pages(site: str) -> list[PublicPage]:
    """Every page type of the site at `site` (no slash at its end); types without content are left out."""
    with httpx.Client(base_url=site, timeout=60) as client:
        return [page for language in LANGUAGES.values() for page in _of_language(client, language)]


def _of_language(client: httpx.Client, language: str) -> list[PublicPage]:
    root = f"/{language}/"
    paths = {
        "home": root,
        "stories": f"{root}stories/",
        **{form: _newest_story(client, language, form) for form in FORMS},
        "products": f"{root}products/",
        "search": f"{root}search/",
        "impact": f"{root}impact/",
        "privacy": f"{root}privacy/",
        "offline": f"{root}offline/",
        "places": f"{root}places/",
        "about": f"{root}about/verification/",
        "campaigns": f"{root}campaigns/",
        "recommend": f"/recommend/?lang={language}",
        **_around_products(client, language),
    }
    for name, where in BESIDE.items():
        html = client.get(paths[where]).text if paths[where] else ""
        paths[name] = _first(rf'href="({root}{LEADS[name]})"', html)
    paths["results"] = f"{root}search/?q={_search_word(client, paths)}"
    paths["no-results"] = f"{root}search/?q={NOTHING_FOUND}"
    pages = [PublicPage(name, language, path) for name, path in paths.items() if path]
    return [*pages, PublicPage("missing", language, f"{root}no-such-page/", 404)]


def _newest_story(client: httpx.Client, language: str, form: str) -> str:
    items = client.get(f"/{language}/feeds/stories/{form}.json").json()["items"]
    return _path(items[0]["url"]) if items else ""


def _around_products(client: httpx.Client, language: str) -> dict[str, str]:
    """A product, its record and its place; a brand."""
    listed = re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap-products.xml").text)
    page = next((_path(address) for address in listed if f"/{language}/products/" in address), "")
    html = client.get(page).text if page else ""
    return {
        "product": page,
        "verify": _first(r'href="(/verify/[^"#]+)"', html).replace("&amp;", "&"),
        "place": _first(rf'href="(/{language}/places/\d{{6}}/)"', html),
        "brand": _first(r'class="brands">.*?href="([^"]+)"', client.get(f"/{language}/products/").text),
    }


def _search_word(client: httpx.Client, paths: dict[str, str]) -> str:
    """The first word of an article's headline, for a search that finds something."""
    title = _first(r"<h1[^>]*>(?:<[^>]+>)*([^<]+)", client.get(paths["article"]).text) if paths["article"] else ""
    word = re.search(r"[A-Za-z]{5,}|[\u4e00-\u9fff]{2}", title)
    return word.group() if word else "a"


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.DOTALL)
    return found.group(1) if found else ""


def _path(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)
