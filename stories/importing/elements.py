"""What each element of HTML means to a story."""

import re

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from stories.importing.lines import PLAIN, Marks


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What a story has too. Some lose this when they stand where the converter cannot keep them.
KEPT = _names("p ul ol li b strong i em br img figure blockquote h1 h2 h3 h4 h5 h6")
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
# Elements that only group others; the text in them stays.
CONTAINERS = _names(
    "html head body div section article main header footer nav aside address center span font o:p form fieldset "
    "legend label hgroup details summary picture"
)
# Ways to set words apart that stories do not have; the words stay.
STYLES = _names(
    "u s strike del ins sub sup mark small big code kbd samp var q abbr acronym cite dfn time data ruby rt rp rb "
    "bdi bdo tt wbr"
)
TABLE_PARTS = _names("thead tbody tfoot tr td th caption colgroup col")
# Begin and end a line of their own.
BLOCKS = _names(
    "html body p div section article main header footer nav aside address center form fieldset legend hgroup details "
    "summary dl dt dd figure figcaption blockquote pre table thead tbody tfoot tr td th caption"
)
DEFINITIONS = frozenset(("dl", "dt", "dd"))
# Left out with everything in them, by the code of the reason.
DROPPED = {
    **dict.fromkeys(("script", "noscript", "template"), "script"),
    "style": "style_sheet",
    **dict.fromkeys(("iframe", "frame", "frameset", "object", "embed", "applet", "param"), "embedded"),
    **dict.fromkeys(("svg", "math", "canvas", "map", "area"), "drawing"),
    **dict.fromkeys(("audio", "video", "source", "track"), "media"),
    **dict.fromkeys(("button", "input", "select", "option", "textarea", "datalist", "progress", "meter"), "control"),
    **dict.fromkeys(("meta", "link", "base"), "page_data"),
    "title": "page_title",
    "hr": "rule",
}
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(\w+)", re.IGNORECASE)
_MAX_STYLE = 2_000


def style_of(tag: Tag) -> str:
    return str(tag.get("style") or "")[:_MAX_STYLE]


def reason_to_drop(tag: Tag) -> str:
    """The code of the reason, or "" for an element whose text stays."""
    reason = DROPPED.get(tag.name, "")
    if not reason and (tag.has_attr("hidden") or _HIDDEN.search(style_of(tag))):
        return "hidden"
    return reason


def why_changed(tag: Tag) -> str:
    """The code of what becomes of an element by its name alone; "" for one that is kept."""
    name = tag.name
    if name in KEPT:
        return ""
    if name in CONTAINERS:
        return "unwrapped"
    if name in TABLE_PARTS:
        return "table_part"
    if name in DEFINITIONS:
        return "definitions"
    return {"pre": "code_as_text", "figcaption": "caption_as_text"}.get(name, "style" if name in STYLES else "unknown")


def text_of(tag: Tag, enough: int = 0) -> str:
    """The text in an element, a script's too, without comments; with `enough` only a little more than that many."""
    found, length = [], 0
    for node in tag.descendants:
        if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            found.append(node)
            length += len(node)
            if enough and length > enough:
                break
    return "".join(found).strip()


def address_of(tag: Tag) -> str:
    """Where a picture or a frame comes from. Sites that load late keep the address elsewhere."""
    source = str(tag.get("src") or "").strip()
    if not source or source.startswith(("data:image/gif", "data:image/svg")):
        source = str(tag.get("data-src") or tag.get("data-original") or source).strip()
    return source or str(tag.get("href") or tag.get("content") or tag.get("value") or "").strip()


def marks_of(tag: Tag, around: Marks) -> Marks:
    """What holds inside of `tag`. Word processors and sites write bold and italic as styles."""
    strong = around.strong or tag.name in ("b", "strong", "dt")
    em = around.em or tag.name in ("i", "em")
    if tag.has_attr("style") and tag.name not in HEADINGS:
        style = style_of(tag)
        strong = _as_styled(_WEIGHT.search(style), strong)
        em = _as_styled(_SLANT.search(style), em)
    marks = Marks(strong, em, around.href)
    return PLAIN if marks == PLAIN else marks


def _as_styled(found: re.Match | None, inherited: bool) -> bool:
    value = found[1].lower() if found else "inherit"
    if value in ("bold", "bolder", "italic", "oblique") or (value.isdigit() and int(value) >= 600):
        return True
    return False if value in ("normal", "lighter") or value.isdigit() else inherited
