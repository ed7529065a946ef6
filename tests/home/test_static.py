"""The look stays small, has no foreign parts and draws every mark that is asked for."""

import gzip
import re
from pathlib import Path

import pytest

from tests.home.pages import soup

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "cms" / "static" / "fengshou"


# What every public page loads; the desk and single forms have sheets of their own.
SHEETS = [STATIC / f"{name}.css" for name in ("tokens", "base", "components", "pages", "reading", "print")]


def test_public_style_sheets_and_scripts_stay_small():
    assert sum(path.stat().st_size for path in SHEETS) < 45_000
    assert sum((STATIC / name).stat().st_size for name in ("viewer.js", "record.js")) < 5_000


@pytest.mark.parametrize("form", ["article", "pictures", "video"])
def test_a_story_without_its_pictures_is_light(client, village, form):
    """Half of the 60 kB that are allowed: the page as it is answered, scripts as WhiteNoise keeps them."""
    story = getattr(village, form)
    page = soup(client, story.url)
    assert not page.select("link[rel=stylesheet]")  # they stand in the page
    files = [STATIC.parent / script["src"].removeprefix("/static/") for script in page.select("script[src]")]
    assert files
    light = sum(len(gzip.compress(path.read_bytes())) for path in files)
    assert len(client.get(story.url, headers={"accept-encoding": "gzip"}).content) + light <= 30_000


def test_pictures_come_in_three_formats_with_their_measures(client, village):
    """Dimensions against jumping text, one picture fetched at once, the others when they come near."""
    for page in (village.article, village.pictures, village.pages["en"]):
        html = soup(client, page.url)
        pictures = html.select("main picture")
        assert pictures
        for picture in pictures:
            assert [source["type"] for source in picture.select("source")] in (
                ["image/avif", "image/webp"],
                ["image/webp"],  # where Pillow was built without AVIF
            )
            image = picture.img
            assert int(image["width"]) > 0
            assert int(image["height"]) > 0
            assert ("fetchpriority" in image.attrs) != (image.get("loading") == "lazy")
        assert len(html.select("img[fetchpriority=high]")) == 1
        # Chromium minds no dots in `imagesizes`: it might fetch another size than the picture's own.
        assert not html.select("link[rel=preload][as=image]")


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
