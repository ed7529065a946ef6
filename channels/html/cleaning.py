"""The last gate of every HTML body: nh3 with the profile of the channel, and the places kept for cards."""

import secrets
from collections.abc import Callable

import nh3

from channels.html.markup import Markup, element
from channels.spec import ChannelSpec, HtmlProfile, load_spec

SEED = secrets.token_hex(12)
# Their text is no text of ours.
_DROPPED_WITH_CONTENT = {"script", "style", "template", "noscript", "iframe", "svg", "math", "textarea", "title"}


class Gate:
    """The sanitiser of one profile."""

    def __init__(self, profile: HtmlProfile):
        self.profile = profile
        self._plain = _cleaner(profile)
        self._linked = _cleaner(profile, _own_links(profile)) if "a" in profile.tags else self._plain

    def clean(self, html: str) -> str:
        # Asking about every attribute is a fifth of the work, and only a link is ever refused; it begins like this.
        return (self._linked if "<a" in html or "<A" in html else self._plain).clean(html)


def _own_links(profile: HtmlProfile) -> Callable[[str, str, str], str | None]:
    def allowed(tag: str, name: str, value: str) -> str | None:
        return None if tag == "a" and name == "href" and not value.startswith(profile.link_prefixes) else value

    return allowed


def _cleaner(profile: HtmlProfile, allowed: Callable[[str, str, str], str | None] | None = None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(profile.tags),
        attributes={tag: set(names) for tag, names in profile.attributes.items()},
        attribute_filter=allowed,
        clean_content_tags=_DROPPED_WITH_CONTENT - set(profile.tags),
        filter_style_properties=set(profile.styles) if profile.styles else None,
        url_schemes={"http", "https"},
        link_rel=None,
    )


# By channel: the gate of the profile that was last used.
_GATES: dict[str, Gate] = {}


def cleaner_of(spec: ChannelSpec) -> Gate:
    """The gate of a channel's profile, built once for each profile."""
    if spec.html is None:
        raise ValueError(f"{spec.key} takes no HTML")
    gate = _GATES.get(spec.key)
    # By identity: comparing profiles would cost more than most texts, and a changed spec is another object.
    if gate is None or gate.profile is not spec.html:
        gate = _GATES[spec.key] = Gate(spec.html)
    return gate


def cleaner_for(key: str) -> Gate:
    """The gate of a channel by the spec in its file."""
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
