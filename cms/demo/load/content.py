"""The data files, read."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DEMO_DIR = Path(__file__).resolve().parents[1]
CONTENT_DIR = DEMO_DIR / "content"
PICTURE_DIR = DEMO_DIR / "pictures"
VIDEO_DIR = DEMO_DIR / "videos"


@cache
def read(name: str) -> dict[str, Any]:
    """Return one file of `content/` by its path without `.toml`."""
    return tomllib.loads((CONTENT_DIR / f"{name}.toml").read_text(encoding="utf-8"))


def product_files() -> list[dict[str, Any]]:
    return [read(f"products/{path.stem}") for path in sorted((CONTENT_DIR / "products").glob("*.toml"))]


def story_files() -> list[dict[str, Any]]:
    """In order of publication, so that lists and version numbers look as they grew."""
    stories = [read(f"stories/{path.stem}") for path in (CONTENT_DIR / "stories").glob("*.toml")]
    return sorted(stories, key=lambda story: story["published"])
