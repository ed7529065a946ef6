"""An author writes in the real editor, watches readiness and previews, submits; another person approves."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import chromium, log_in, require_chromium
from tests.installation import Installation
from tests.journeys import desk
from tests.journeys.test_main_job import verify_product
from tests.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("processes")]

TITLE = "从坡上到箱里，脐橙的一个上午"
TEXT = "霜降过后，夜里冷下来，皮上的青色从向阳的一面开始退。" * 6


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    require_chromium()
    installation = Installation(tmp_path_factory.mktemp("browser"))
    installation.manage("load_demo", "--people-only")
    installation.start("web", "worker")
    verify_product(installation)
    desk.upload_picture(Person(installation.url, "author"), "cover")
    yield installation
    installation.remove()


@pytest.fixture(scope="module")
def browser(house):
    with chromium() as opened:
        yield opened


@pytest.fixture
def person(browser, house):
    """Returns a function: a page of the person's own browser, logged in. Script errors fail the test."""
    contexts, errors = [], []

    def open_as(username: str) -> Page:
        context = browser.new_context(viewport={"width": 1440, "height": 1100}, locale="en-US")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        log_in(page, house.url, username)
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert errors == []


def write(page: Page) -> None:
    page.fill("#id_title", TITLE)
    page.fill("#id_summary", "雾散以后开始采，天黑以前装箱。")
    page.get_by_role("button", name="Choose an image").first.click()
    page.locator(".modal a[data-chooser-modal-choice]").first.click()
    expect(page.locator(".modal")).to_have_count(0)
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Text", exact=True).click()
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type(TEXT)


def fill(field: Locator, text: str) -> None:
    """Fill and leave the field, as the autosave notices keys and departures."""
    field.fill(text)
    field.press("Tab")


def add_product_card(page: Page) -> None:
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Product card").click()
    page.get_by_role("button", name="Choose a verified product").click()
    page.locator(".modal a[data-chooser-modal-choice]").first.click()
    expect(page.locator(".modal")).to_have_count(0)
    fill(page.get_by_label("Why buy it"), "霜降以后采摘")


def test_write_preview_submit_approve(house, person):
    author = person("author")
    author.goto(f"{house.url}/admin/pages/add/stories/storypage/{desk.stories_index(Person(house.url, 'author'))}/")
    author.locator("[data-side-panel-toggle=readiness]").click()
    panel = author.locator("[data-readiness]:visible")
    write(author)
    # The panel follows each autosave.
    expect(panel).to_contain_text("no product card", timeout=20_000)
    add_product_card(author)
    expect(panel).not_to_contain_text("no product card", timeout=20_000)
    expect(panel).to_contain_text("Ready to be submitted")
    expect(panel.locator("[data-channel]")).to_have_count(3)
    expect(panel.locator("[data-channel]", has_text="Tencent News")).to_contain_text("loss")

    # A title that WeChat would refuse is said at once, and forgotten as soon as it is mended.
    wechat = panel.locator("[data-channel]", has_text="WeChat").locator("[data-finding=block]")
    expect(wechat).to_have_count(0)
    fill(author.locator("#id_title"), TITLE * 4)
    expect(wechat).to_contain_text("Title", timeout=20_000)
    fill(author.locator("#id_title"), TITLE)
    expect(wechat).to_have_count(0, timeout=20_000)

    author.locator("[data-side-panel-toggle=preview]").click()
    for channel in ("wechat-oa", "tencent-news"):
        author.select_option("#id_preview_mode", channel)
        preview = author.frame_locator("#w-preview-iframe")
        expect(preview.locator("body")).to_contain_text(TITLE, timeout=20_000)

    author.get_by_role("button", name="More actions").click()
    author.get_by_role("button", name="Submit for approval").click()
    expect(author.locator(".messages")).to_contain_text("submitted", timeout=20_000)
    edit = f"/admin/pages/{desk.newest_story(Person(house.url, 'editor'))}/edit/"
    author.goto(house.url + edit)
    expect(author.locator("[data-workflow-action-name=approve]")).to_have_count(0)

    editor = person("editor")
    editor.goto(house.url + edit)
    editor.get_by_role("button", name="More actions").click()
    editor.locator("[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])").click()
    expect(editor.locator(".messages")).to_contain_text("updated", timeout=20_000)

    # Headlines may break between clauses, so the words stand in several elements.
    assert TITLE in Person(house.url, language="zh").text("/zh-hans/stories/").replace(" ", "")
