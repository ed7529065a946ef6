"""`make screenshots`: every public page type as readers see it, for looking through. Goes to `var/screenshots/`.

Three widths, light and dark, both languages, and one contact sheet for each width, colour scheme and language.
`python -m tests.browser.all_screenshots http://127.0.0.1:8000` takes them of a site that runs already.
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.installation import ROOT, Installation
from tests.public_pages import PublicPage, public_pages

OUT = ROOT / "var" / "screenshots"
WIDTHS = {390: 844, 820: 1180, 1440: 1000}
SCHEMES = ("light", "dark")
# Of a sheet: columns, and the size of each picture on it.
COLUMNS, CELL, HIGHEST = 6, 300, 900


def take(browser: Browser, site: str, pages: list[PublicPage], width: int, scheme: str) -> None:
    """Whole pages at one width in one scheme; lazy pictures are fetched by scrolling past them."""
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme)
    tab = context.new_page()
    taken: dict[str, list[Image.Image]] = {}
    for page in pages:
        tab.goto(site + page.path, wait_until="load")
        tab.evaluate("for (const img of document.images) img.loading = 'eager'")
        tab.wait_for_load_state("networkidle")
        picture = Image.open(io.BytesIO(tab.screenshot(full_page=True))).convert("RGB")
        picture.save(OUT / f"{page.key}-{width}-{scheme}.webp", quality=80)
        taken.setdefault(page.language, []).append(picture)
    context.close()
    for language, pictures in taken.items():
        sheet(pictures).save(OUT / f"sheet-{language}-{width}-{scheme}.png")
        print(f"  var/screenshots/sheet-{language}-{width}-{scheme}.png", flush=True)


def sheet(pictures: list[Image.Image]) -> Image.Image:
    """All pictures beside each other, each cut after its first screens."""
    small = [picture.resize((CELL, round(picture.height * CELL / picture.width))) for picture in pictures]
    cut = [picture.crop((0, 0, CELL, min(picture.height, HIGHEST))) for picture in small]
    rows = [cut[start : start + COLUMNS] for start in range(0, len(cut), COLUMNS)]
    heights = [max(picture.height for picture in row) + 8 for row in rows]
    whole = Image.new("RGB", (COLUMNS * (CELL + 8), sum(heights)), "#808080")
    for number, row in enumerate(rows):
        for column, picture in enumerate(row):
            whole.paste(picture, (column * (CELL + 8), sum(heights[:number])))
    return whole


def take_all(site: str) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    pages = public_pages(site)
    with chromium() as browser:
        for width in WIDTHS:
            for scheme in SCHEMES:
                take(browser, site, pages, width, scheme)


def main() -> None:
    if len(sys.argv) > 1:
        take_all(sys.argv[1].rstrip("/"))
        return
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder))
        print("Loading the demo content ...", flush=True)
        try:
            installation.manage("load_demo")
            installation.manage("db_worker", "--batch", "--verbosity", "0")
            installation.start("web", "worker")
            take_all(installation.url)
        finally:
            installation.remove()


if __name__ == "__main__":
    main()
