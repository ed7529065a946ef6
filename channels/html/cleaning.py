"""The last gate of every HTML body: nh3 with the profile of the channel, and the places kept for cards."""

from functools import cache

import nh3

from channels.html.markup import Markup, element
from channels.spec import HtmlProfile, load_spec

# Only these hosts may stand in a link that a profile lets through.
_LINK_HOSTS = ("https://mp.weixin.qq.com/s",)
# Their text is no text of ours.
_DROPPED_WITH_CONTENT = {"script", "style", "template", "noscript", "iframe", "svg", "math", "textarea", "title"}


def _only_own_links(tag: str, name: str, value: str) -> str | None:
    if tag == "a" and name == "href" and not value.startswith(_LINK_HOSTS):
        return None
    return value


def _cleaner(profile: HtmlProfile) -> nh3.Cleaner:
    attributes = {tag: set(names) for tag, names in profile.attributes.items()}
    return nh3.Cleaner(
        tags=set(profile.tags),
        attributes=attributes,
        attribute_filter=_only_own_links if "a" in profile.tags else None,
        clean_content_tags=_DROPPED_WITH_CONTENT - set(profile.tags),
        filter_style_properties=set(profile.styles) if profile.styles else None,
        url_schemes={"http", "https"},
        link_rel=None,
    )


@cache
def cleaner_for(key: str) -> nh3.Cleaner:
    """The cleaner of a channel's own profile, built once."""
    profile = load_spec(key).html
    if profile is None:
        raise ValueError(f"{key} takes no HTML")
    return _cleaner(profile)


class Slots:
    """Places for a channel's own elements, which no sanitiser knows: filled after cleaning, from validated fields.

    `seed` must be nothing that a text can contain: the digest of the document, which depends on all its texts.
    """

    def __init__(self, seed: str):
        self._seed = seed[:24]
        self._filled: list[tuple[str, Markup]] = []

    def keep(self, filling: Markup, css: str = "") -> Markup:
        token = f"slot-{self._seed}-{len(self._filled)}-"
        self._filled.append((token, filling))
        return element("section", token, css=css)

    def fill(self, html: str) -> str:
        for token, filling in self._filled:
            html = html.replace(token, filling.html, 1)
        return html
