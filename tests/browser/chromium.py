"""Headless Chromium as the machine has it; never one that a test tool downloads."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.installation import PASSWORD

# Without these Chromium looks for its maker's hosts at every start.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def executable() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def require_chromium() -> None:
    """Skip, saying why; with `REQUIRE_SERVICES=1` fail instead."""
    if executable() is None:
        say = pytest.fail if os.environ.get("REQUIRE_SERVICES") == "1" else pytest.skip
        say("Chromium is not installed (Debian: apt-get install chromium)")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


_cookies: dict[tuple[str, str], list] = {}


def log_in(page: Page, url: str, username: str) -> None:
    """Through the form the first time; later windows of the same person get the cookies it gave."""
    if known := _cookies.get((url, username)):
        page.context.add_cookies(known)
        return
    page.goto(f"{url}/admin/login/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    _cookies[url, username] = page.context.cookies()
