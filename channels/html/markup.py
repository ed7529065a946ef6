"""HTML from typed parts: a text is escaped by being a `str`, and only `Markup` is not."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from channels.rules.counting import clean

_VOID = frozenset({"br", "img", "hr"})


@dataclass(frozen=True, slots=True)
class Markup:
    """Finished HTML. Not a `str`, so that nothing unescaped can be pasted to it."""

    html: str

    def __bool__(self) -> bool:
        return bool(self.html)


Child = Markup | str | None
EMPTY = Markup("")


def text(value: str) -> Markup:
    return Markup(escape(clean(value), quote=False))


def join(children: Iterable[Child]) -> Markup:
    return Markup("".join(child.html if isinstance(child, Markup) else text(child).html for child in children if child))


def element(tag: str, *children: Child, css: str = "", **attributes: str | int | None) -> Markup:
    """One element. `css` is its class; `_` in an attribute name stands for `-`; attributes that are None are left out."""
    named = {"class": css or None, **{name.replace("_", "-"): value for name, value in attributes.items()}}
    written = "".join(f' {name}="{escape(clean(str(value)))}"' for name, value in named.items() if value is not None)
    if tag in _VOID:
        return Markup(f"<{tag}{written}>")
    return Markup(f"<{tag}{written}>{join(children).html}</{tag}>")
