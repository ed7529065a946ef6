"""The last gate of every HTML body: nh3 with the profile of the channel, and the places kept for cards."""

import secrets

import nh3

from channels.html.markup import Markup, element
from channels.spec import ChannelSpec, HtmlProfile, load_spec

SEED = secrets.token_hex(12)
# Their text is no text of ours.
_DROPPED_WITH_CONTENT = {"script", "style", "template", "noscript", "iframe", "svg", "math", "textarea", "title"}


# By channel: the profile that was last used, and its cleaner.
_CLEANERS: dict[str, tuple[HtmlProfile, nh3.Cleaner]] = {}


def _cleaner(profile: HtmlProfile) -> nh3.Cleaner:
    def own_links(tag: str, name: str, value: str) -> str | None:
        return None if tag == "a" and name == "href" and not value.startswith(profile.link_prefixes) else value

    attributes = {tag: set(names) for tag, names in profile.attributes.items()}
    return nh3.Cleaner(
        tags=set(profile.tags),
        attributes=attributes,
        attribute_filter=own_links if "a" in profile.tags else None,
        clean_content_tags=_DROPPED_WITH_CONTENT - set(profile.tags),
        filter_style_properties=set(profile.styles) if profile.styles else None,
        url_schemes={"http", "https"},
        link_rel=None,
    )


def cleaner_of(spec: ChannelSpec) -> nh3.Cleaner:
    """The cleaner of a channel's profile, built once for each profile."""
    if spec.html is None:
        raise ValueError(f"{spec.key} takes no HTML")
    known, cleaner = _CLEANERS.get(spec.key, (None, None))
    # By identity: comparing profiles would cost more than most texts, and a changed spec is another object.
    if known is not spec.html or cleaner is None:
        cleaner = _cleaner(spec.html)
        _CLEANERS[spec.key] = (spec.html, cleaner)
    return cleaner


def cleaner_for(key: str) -> nh3.Cleaner:
    """The cleaner of a channel by the spec in its file."""
    return cleaner_of(load_spec(key))


class Slots:
    """Places for a channel's own elements, which no sanitiser knows: filled after cleaning, from validated fields.

    `seed` must be nothing that a text can contain: a word of this process that nobody knows.
    """

    def __init__(self, seed: str = SEED):
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
