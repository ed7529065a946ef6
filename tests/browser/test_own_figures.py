"""An author finds the place in a story that sold most; a grower reads their figures on a phone and asks for a fix."""

import re
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import Page, expect
from wagtail.test.utils.form_data import rich_text

from tests.browser.chromium import chromium, log_in
from tests.browser.story_editor import PATIENCE, Words
from tests.commerce.factories import csv_file, order_row
from tests.installation import Installation
from tests.journeys import desk
from tests.journeys.test_main_job import PHONE
from tests.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk-en")]

TITLE, FIRST, SECOND = "两处都能买到的脐橙", "先尝一箱再说", "霜降以后采摘"
WRONG, MENDED = "是八十六户，不是六十八户。", "已经改过来了。"


@dataclass(frozen=True)
class Sold:
    url: str
    story: str
    product: str


@pytest.fixture(scope="module")
def sold(house: Installation) -> Sold:
    """A story with two cards: two boxes sold at the first, five at the second, by a reader with a phone."""
    author, editor = Person(house.url, "author"), Person(house.url, "editor")
    cover = desk.upload_picture(author, "cover-of-two-cards")
    product = desk.first(r"/admin/products/\w+/(\d+)/", author.get("/admin/products/").text)
    before = [
        ("text", rich_text("<p>雾散以后开始采，天黑以前装箱。</p>")),
        ("product", {"product": product, "offers": {"count": "0"}, "pitch": FIRST}),
    ]
    story = desk.write_story(author, product, title=TITLE, form="article", cover=cover, blocks=before)
    desk.press_approve(editor, story, desk.approval_address(editor, story))
    slug = author.get(f"/admin/api/main/pages/{story}/").json()["meta"]["slug"]
    page = Person(house.url, language="zh").get(f"/zh-hans/stories/{slug}/").text
    codes = {pitch: re.search(r"/go/([a-z0-9_-]+)", page[page.index(pitch) :]).group(1) for pitch in (FIRST, SECOND)}
    for code in codes.values():
        httpx.get(f"{house.url}/go/{code}", headers={"User-Agent": PHONE})
    rows = [
        order_row(subUnionId=codes[pitch], skuId="100012345601", skuNum=str(boxes), estimateCosPrice=f"{28 * boxes}.00")
        for pitch, boxes in ((FIRST, 2), (SECOND, 5))
    ]
    file = house.folder / "orders-of-two-cards.csv"
    file.write_bytes(csv_file(rows))
    house.manage("import_orders", str(file), "--platform", "jd")
    return Sold(house.url, story, product)


@pytest.fixture(scope="module")
def browser(house):
    with chromium() as opened:
        yield opened


@pytest.fixture
def window(browser):
    """Returns a function: a page of a person's own. Script errors fail the test."""
    contexts, errors = [], []

    def open_as(url: str, username: str, locale: str, width: int) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 844}, locale=locale)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: errors.append(str(error)))
        log_in(page, url, username)
        page.goto(f"{url}/admin/")
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert errors == []


def test_an_author_finds_the_paragraph_that_sold_most(window, sold):
    page = window(sold.url, "author", "en-US", 1440)
    say = Words("en")
    page.locator("#panel-own-figures-content, main").get_by_role("link", name=say("What stories sold")).first.click()
    page.get_by_role("link", name=say("All time")).click()
    card = page.locator(".own-card", has=page.get_by_role("link", name=TITLE))
    expect(card).to_contain_text(SECOND)
    expect(card).to_contain_text("35")
    card.get_by_role("link", name=TITLE).click()

    places = page.locator("[data-place]")
    expect(places).to_have_count(2)
    best = places.first
    expect(best).to_have_attribute("data-best", "")
    expect(best).to_contain_text(SECOND)
    expect(best).to_contain_text("100.0")
    expect(places.last).to_contain_text(FIRST)
    with page.expect_download() as file:
        page.get_by_role("link", name=say("Download as CSV")).click()
    assert SECOND in file.value.path().read_text("utf-8-sig")
    block = best.get_attribute("data-place")
    best.get_by_role("link", name=say("Go to this place")).click()
    expect(page).to_have_url(f"{sold.url}/admin/pages/{sold.story}/edit/#block-{block}-section")
    expect(page.locator(f"#block-{block}-section")).to_be_in_viewport()


def test_a_grower_reads_figures_on_a_phone_and_asks_for_a_fix(window, sold):
    page = window(sold.url, "grower", "zh-CN", 390)
    say = Words("zh-hans")
    page.get_by_role("link", name=say("What products brought")).first.click()
    page.get_by_role("link", name=say("All time")).click()
    card = page.locator(f"[data-product='{sold.product}']")
    expect(card).to_contain_text("35 公斤")
    expect(card).to_contain_text("196.00")
    # Nothing runs over the edge of a phone.
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    row = card.locator("li", has=page.get_by_role("link", name=TITLE))
    row.get_by_role("link", name=say("Something is wrong here")).click()
    expect(page.locator("#id_story option:checked")).to_contain_text(TITLE)
    page.fill("#id_what", WRONG)
    page.get_by_role("button", name=say("Ask the editors")).click()
    asked = page.locator("[data-request]").first
    expect(asked).to_contain_text(WRONG)
    expect(asked).to_contain_text("待处理")

    editor = Person(sold.url, "editor")
    queue = editor.get("/admin/fix-requests/").text
    assert WRONG in queue
    request = asked.get_attribute("data-request")
    editor.post(f"/admin/fix-requests/{request}/", {"answer": MENDED, "done": "1"})
    page.reload()
    expect(page.locator("[data-request]").first).to_contain_text(MENDED)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
