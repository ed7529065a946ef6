"""The look stays small, has no foreign parts and draws every mark that is asked for."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "cms" / "static" / "fengshou"


# What every public page loads; the desk and single forms have sheets of their own.
SHEETS = [STATIC / f"{name}.css" for name in ("tokens", "base", "components", "pages", "print")]


def test_public_style_sheets_and_scripts_stay_small():
    assert sum(path.stat().st_size for path in SHEETS) < 45_000
    assert sum((STATIC / name).stat().st_size for name in ("viewer.js", "record.js")) < 5_000


def test_nothing_comes_from_elsewhere():
    for path in STATIC.glob("*.css"):
        assert not re.search(r"https?:|@import|@font-face", path.read_text()), path


def test_every_custom_property_is_defined():
    css = "".join(path.read_text() for path in SHEETS)
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", css)) <= set(re.findall(r"(--[a-z0-9-]+):", css))


def test_every_mark_is_drawn():
    drawn = set(re.findall(r'symbol id="([a-z-]+)"', (STATIC / "marks.svg").read_text()))
    asked = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'{% mark "([a-z-]+)"', path.read_text())
    }
    states = {"seal", "seal-void", "seal-big", "seal-big-void"}
    assert asked | states | {"article", "pictures", "video"} <= drawn
