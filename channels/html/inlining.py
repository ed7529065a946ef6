"""A theme's style sheet written into the elements, for channels that keep `style` and nothing else."""

from functools import cache
from pathlib import Path

import css_inline

THEME_DIR = Path(__file__).parent / "themes"
# The names are stored in stories and never change.
THEMES = ("paper", "grove", "indigo")

# Never fetches anything; the sheet is given with each call and parsed by Rust in microseconds.
_INLINER = css_inline.CSSInliner(inline_style_tags=False, load_remote_stylesheets=False, minify_css=True)


@cache
def theme_css(name: str) -> str:
    return (THEME_DIR / f"{name}.css").read_text(encoding="utf-8")


def inline(html: str, theme: str) -> str:
    """`html` with the rules of `channels/html/themes/<theme>.css` as style attributes."""
    return _INLINER.inline_fragment(html, theme_css(theme))
