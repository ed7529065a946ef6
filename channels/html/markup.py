"""HTML from typed parts: a text is escaped by being a `str`, and only `Markup` is not."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from channels.rules.counting import clean

_VOID = frozenset({"br", "img", "hr"})


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


def join(children: Iterable[Child]) -> Markup:
    return Markup(_written(children))


def _written(children: Iterable[Child]) -> str:
    return "".join([child.html if type(child) is Markup else _escaped(child) for child in children if child])  # type: ignore[arg-type]


def _escaped(value: str) -> str:
    # Asked first, as most texts have nothing to escape: `escape` goes through each one three times.
    value = clean(value)
    return escape(value, quote=False) if "&" in value or "<" in value or ">" in value else value


@lru_cache(maxsize=256)
def _head(tag: str, css: str) -> str:
    return f'<{tag} class="{escape(css)}"' if css else f"<{tag}"


@lru_cache(maxsize=64)
def _name(attribute: str) -> str:
    return attribute.replace("_", "-")


def element(tag: str, *children: Child, css: str = "", **attributes: str | int | None) -> Markup:
    """One element. `css` is its class; `_` in an attribute name stands for `-`; attributes that are None are left out."""
    head = _head(tag, css)
    for name, value in attributes.items():
        if value is not None:
            head += f' {_name(name)}="{escape(clean(str(value)))}"'
    if tag in _VOID:
        return Markup(f"{head}>")
    return Markup(f"{head}>{_written(children)}</{tag}>")
