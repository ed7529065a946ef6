"""HTML from typed parts: a text is escaped by being a `str`, and only `Markup` is not."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from channels.rules.counting import clean

_VOID = frozenset({"br", "img", "hr"})
_MARKS = re.compile("[&<>\"']")


class Markup:
    """Finished HTML. Not a `str`, so that nothing unescaped can be pasted to it.

    Hundreds are made for each payload, so it is no dataclass: a frozen one takes twice as long to make.
    """

    __slots__ = ("html",)

    def __init__(self, html: str):
        self.html = html

    def __bool__(self) -> bool:
        return bool(self.html)


Child = Markup | str | None
EMPTY = Markup("")


def text(value: str) -> Markup:
    return Markup(_escaped(value))


# What follows is called hundreds of times for each payload, so it is written for speed.
def join(children: Iterable[Child]) -> Markup:
    written = ""
    for child in children:
        if type(child) is Markup:
            written += child.html
        elif child is not None:
            written += _escaped(child)  # type: ignore[arg-type]
    return Markup(written)


def _escaped(value: str) -> str:
    # Asked first, as most texts have nothing to escape: `escape` goes through each one three times.
    if value.isprintable() and "&" not in value and "<" not in value and ">" not in value:
        return value
    return escape(clean(value), quote=False)


def _quoted(value: str) -> str:
    return value if value.isprintable() and not _MARKS.search(value) else escape(clean(value))


@lru_cache(maxsize=256)
def _tags(tag: str, css: str) -> tuple[str, str]:
    """The beginning of the opening tag, and what ends the element."""
    end = ">" if tag in _VOID else f"</{tag}>"
    return (f'<{tag} class="{escape(css)}"' if css else f"<{tag}"), end


@lru_cache(maxsize=64)
def _name(attribute: str) -> str:
    return attribute.replace("_", "-")


def element(tag: str, *children: Child, css: str = "", **attributes: str | int | None) -> Markup:
    """One element. `css` is its class; `_` in an attribute name stands for `-`; attributes that are None are left out."""
    written, end = _tags(tag, css)
    for name, value in attributes.items():
        if value is not None:
            written += f' {_name(name)}="{_quoted(str(value))}"'
    if end == ">":
        return Markup(written + end)
    written += ">"
    for child in children:
        if type(child) is Markup:
            written += child.html
        elif child is not None:
            written += _escaped(child)  # type: ignore[arg-type]
    return Markup(written + end)
