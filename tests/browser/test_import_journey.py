"""An order file with mistakes: refused with reasons, mended by the downloaded list, checked, imported and taken back.

Set `JOURNEY_PICTURES` to a folder to keep the screenshots.
"""

import csv
import io
import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import chromium, log_in, require_chromium
from tests.commerce.factories import CHINESE, csv_file, order_row
from tests.installation import Installation

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("processes")]

DESK, PHONE = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
# Spreadsheet row → column, what a person wrote there, and what it should have been.
MISTAKES = {
    3: ("skuNum", "两箱", "2"),
    6: ("estimateCosPrice", "二十八", "28.00"),
    9: ("orderTime", "昨天", "2026-11-07 10:00:00"),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    require_chromium()
    installation = Installation(tmp_path_factory.mktemp("import"))
    installation.manage("load_demo", "--people-only")
    installation.start("web")
    yield installation
    installation.remove()


@pytest.fixture
def page(house):
    errors = []
    with chromium() as browser:
        context = browser.new_context(viewport=DESK, locale="zh-CN", accept_downloads=True)
        opened = context.new_page()
        opened.set_default_timeout(20_000)
        opened.on("pageerror", lambda error: errors.append(str(error)))
        log_in(opened, house.url, "analyst")
        yield opened
        context.close()
    assert errors == []


def shot(page: Page, name: str) -> None:
    """At the desk and on a phone; nothing is wider than its window."""
    folder = os.environ.get("JOURNEY_PICTURES")
    for label, size in (("phone", PHONE), ("desk", DESK)):
        page.set_viewport_size(size)
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}-{label}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} px wider than a {label}"


def upload(page: Page, rows: list[dict]) -> None:
    data = csv_file(rows, names=CHINESE, encoding="gb18030")
    page.set_input_files("[name=file]", [{"name": "订单.csv", "mimeType": "text/csv", "buffer": data}])
    page.get_by_role("button", name="检查文件").click()


def test_a_file_with_mistakes_is_mended_and_imported(house, page):
    rows = [order_row() for _ in range(10)]
    for number, (column, wrong, _right) in MISTAKES.items():
        rows[number - 2][column] = wrong

    page.goto(f"{house.url}/admin/order-imports/")
    page.get_by_role("link", name="导入订单").first.click()
    expect(page.locator("[name=file]")).to_be_attached()
    shot(page, "1-upload")
    upload(page, rows)
    expect(page.locator("main")).to_contain_text("10 行中有 3 行无法读取")
    shot(page, "2-rejected")

    with page.expect_download() as download:
        page.get_by_role("link", name="下载全部无法读取的行").click()
    told = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))[1:]
    assert [int(number) for number, _reason in told] == list(MISTAKES)
    for number, reason in told:
        column, wrong, right = MISTAKES[int(number)]
        assert CHINESE[column] in reason
        assert wrong in reason
        rows[int(number) - 2][column] = right

    upload(page, rows)
    page.wait_for_url("**/waiting/*/")
    expect(page.locator("#changes, [id*=changes]").first).to_contain_text("10")
    shot(page, "3-check")
    page.get_by_role("button", name="导入", exact=True).click()
    page.wait_for_url("**/order-imports/")
    expect(page.locator("main")).to_contain_text("新增 10 行")
    shot(page, "4-imported")

    page.get_by_role("link", name="订单.csv").click()
    undo = page.get_by_role("button", name="撤销导入")
    expect(undo).to_be_visible()
    shot(page, "5-import")
    undo.click()
    expect(page.locator("main")).to_contain_text("撤销")
    shot(page, "6-undone")
