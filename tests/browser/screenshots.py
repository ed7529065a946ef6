"""`make images`: the documentation's screenshots, taken of a demo of its own. `python -m tests.browser.screenshots`."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.chromium import chromium, executable, log_in
from tests.installation import ROOT, Installation

OUT = ROOT / "docs" / "images"
DESKTOP, PHONE = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
PUBLIC = {
    "home": "/zh-hans/",
    "story": "/zh-hans/stories/the-hill-that-turned-orange/",
    "product": "/zh-hans/products/baojing-oranges/",
    "impact": "/zh-hans/impact/",
    "verify": "/verify/BJ-ORANGE",
    "campaign": "/zh-hans/campaigns/baojing-two-days/",
}


def save(page: Page, name: str) -> None:
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.save(OUT / f"{name}.webp", quality=86, method=6)
    print(f"  docs/images/{name}.webp")


def public_pages(browser: Browser, url: str) -> None:
    for size, viewport in (("desktop", DESKTOP), ("phone", PHONE)):
        context = browser.new_context(
            viewport=viewport, locale="zh-CN", device_scale_factor=1 if size == "desktop" else 2
        )
        page = context.new_page()
        for name, path in PUBLIC.items():
            page.goto(url + path, wait_until="networkidle")
            save(page, f"{name}-{size}")
        page.goto(f"{url}/en/", wait_until="networkidle")
        save(page, f"home-{size}-en")
        context.close()


def editor(browser: Browser, url: str) -> None:
    for language, suffix in (("zh-CN", ""), ("en-US", "-en")):
        context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale=language)
        page = context.new_page()
        log_in(page, url, "author")
        page.goto(f"{url}{PUBLIC['story']}")
        page.goto(url + edit_address(page, url))
        page.locator("[data-side-panel-toggle=readiness]").click()
        page.wait_for_timeout(1500)
        for line in page.locator("[data-channel] summary").all():
            line.click()
        save(page, f"editor-readiness{suffix}")
        page.locator("[data-side-panel-toggle=preview]").click()
        page.select_option("#id_preview_mode", "wechat-oa")
        page.frame_locator("#w-preview-iframe").locator("iframe, h1").first.wait_for(timeout=30_000)
        page.wait_for_timeout(2500)
        save(page, f"editor-preview{suffix}")
        context.close()


def own_figures(browser: Browser, url: str) -> None:
    """Which place in a story sold, at the author's desk; what a product brought, on a grower's phone."""
    for username, size, path, name in (
        ("author", DESKTOP, "/admin/story-sales/", "story-sales"),
        ("grower", PHONE, "/admin/product-sales/", "product-sales-phone"),
    ):
        context = browser.new_context(viewport=size, locale="zh-CN")
        page = context.new_page()
        log_in(page, url, username)
        page.goto(url + path)
        if username == "author":
            page.locator(".own-card h2 a").first.click()
        page.locator(".own-figures, .own-said").first.wait_for()
        save(page, name)
        context.close()


def edit_address(page: Page, url: str) -> str:
    """Where the Chinese Baojing story is edited."""
    answer = page.request.get(
        f"{url}/admin/api/main/pages/?type=stories.StoryPage&slug=the-hill-that-turned-orange&fields=*"
    )
    pages = answer.json()["items"]
    number = next(found["id"] for found in pages if found["meta"]["locale"] == "zh-hans")
    return f"/admin/pages/{number}/edit/"


def main() -> None:
    if executable() is None:
        raise SystemExit("Chromium is not installed (Debian: apt-get install chromium)")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder))
        print("Loading the demo content ...", flush=True)
        installation.manage("load_demo")
        installation.manage("db_worker", "--batch", "--verbosity", "0")
        installation.start("web", "worker")
        try:
            with chromium() as browser:
                public_pages(browser, installation.url)
                editor(browser, installation.url)
                own_figures(browser, installation.url)
        finally:
            installation.stop()


if __name__ == "__main__":
    main()
