"""From a recommendation to a product page, in Chinese, each step by another person, the visit on a phone.

Set `JOURNEY_PICTURES` to a folder to keep the screenshots.
"""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.chromium import chromium, log_in, require_chromium
from tests.factories import jpeg_bytes
from tests.installation import Installation

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("processes")]

NAME = "吕洞黄金茶"
WHY = (
    "苗寨的茶园在海拔六百米以上，早晨有雾，晚上有露。清明前后只采一芽一叶，当天炒完。"
    "老茶树有一百二十多年，寨里的人说得出每一片园子是谁家种下的。"
)
DESK, PHONE = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    require_chromium()
    installation = Installation(tmp_path_factory.mktemp("journey"))
    installation.manage("load_demo", "--people-only")
    installation.start("web", "worker")
    yield installation
    installation.remove()


@pytest.fixture(scope="module")
def pictures(tmp_path_factory) -> Path:
    folder = Path(os.environ.get("JOURNEY_PICTURES") or tmp_path_factory.mktemp("pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def person(house):
    """Returns a function: a page of the person's own browser. Script errors fail the test."""
    contexts, errors = [], []
    with chromium() as browser:

        def open_as(username: str, size: dict = DESK) -> Page:
            context = browser.new_context(viewport=size, locale="zh-CN", has_touch=size is PHONE)
            contexts.append(context)
            page = context.new_page()
            page.set_default_timeout(20_000)
            page.on("pageerror", lambda error: errors.append(str(error)))
            if username:
                log_in(page, house.url, username)
            return page

        yield open_as
        for context in contexts:
            context.close()
    assert errors == []


def day(back: int) -> str:
    return (timezone.localdate() - timedelta(days=back)).isoformat()


def photo(name: str, colour: str) -> dict:
    return {"name": name, "mimeType": "image/jpeg", "buffer": jpeg_bytes(1600, 1067, colour)}


def shot(page: Page, pictures: Path, name: str) -> None:
    page.screenshot(path=pictures / f"{name}.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name} is {wide} px wider than its window"


def recommend(page: Page, house: Installation, pictures: Path) -> None:
    page.goto(f"{house.url}/recommend/?lang=zh-hans")
    page.fill("[name=name_zh]", NAME)
    page.fill("[name=name_en]", "Lüdong golden tea")
    page.fill("[name=kind]", "茶叶")
    page.fill("[name=place]", "保靖县")
    page.fill("[name=village]", "吕洞村")
    page.select_option("[name=season_start]", "3")
    page.select_option("[name=season_end]", "5")
    page.fill("[name=supply_kg]", "4200")
    page.fill("[name=why]", WHY)
    page.fill("[name=contact_email]", "county@example.org")
    page.set_input_files("[name=photos]", [photo("garden.jpg", "#2c6a3f")])
    shot(page, pictures, "1-recommend")
    # A form that is sent quicker than anybody can fill it in is turned away.
    page.wait_for_timeout(4_000)
    page.get_by_role("button", name="发送推荐").click()
    page.wait_for_url("**/recommend/*/*")
    expect(page.locator("main")).to_contain_text(NAME)
    shot(page, pictures, "2-tracking")


def case_of(page: Page, house: Installation) -> str:
    """The address of the case, found on the board as its next person would."""
    page.goto(f"{house.url}/admin/verifications/board/")
    link = page.get_by_role("link", name=NAME).first
    return f"{house.url}{link.get_attribute('href')}"


def visit(page: Page, case: str, pictures: Path) -> None:
    page.goto(f"{case}visit/field/")
    page.get_by_role("button", name="开始走访").click()
    page.locator("[data-files=photo] input[data-take]").first.set_input_files(
        [photo("one.jpg", "#7a8f3a"), photo("two.jpg", "#b8430f")]
    )
    expect(page.locator("[data-card]")).to_have_count(2)
    page.locator("[data-card] [name=caption_zh]").first.fill("雾里的茶园")
    page.locator("[data-card] [name=as_evidence]").first.check()
    page.locator("[name=note_zh]").fill("走了三片园，随机看了三十株，地里没有见到除草剂的痕迹。")
    page.get_by_role("button", name="添加一个人").click()
    someone = page.locator("[data-rows=person] form").last
    someone.locator("[name=name]").fill("石阿妹")
    someone.locator("[name=role_zh]").fill("茶农")
    someone.locator("[name=consent_form]").select_option("signed")
    someone.locator("[name=may_picture]").check()
    expect(someone.locator("[data-note]")).to_contain_text("已保存")
    page.get_by_role("button", name="添加一项数据").click()
    row = page.locator("[data-rows=measurement] form").last
    row.locator("[name=key]").select_option("altitude")
    row.locator("[name=value_zh]").fill("640")
    row.locator("[name=method]").fill("手持定位仪")
    expect(row.locator("[data-note]")).to_contain_text("已保存")
    expect(page.locator("[data-state]")).to_contain_text("已保存")
    shot(page, pictures, "3-visit")
    page.get_by_role("button", name="完成走访").click()
    page.wait_for_url(re.compile(r"/verifications/\d+/$"))
    shot(page, pictures, "4-visited")


def assess(page: Page, case: str, pictures: Path) -> None:
    page.goto(case)
    form = page.locator("form[action$='/assess/']")
    for criterion in form.locator("fieldset.criterion").all():
        criterion.locator("input[type=radio][value='4']").check()
        criterion.locator("textarea").first.fill("抽查三片园，与登记相符。")
    form.locator("input[name$=result][value=passed]").check()
    shot(page, pictures, "5-assess")
    form.get_by_role("button", name="记录评估").click()
    expect(page.locator(".messages")).to_contain_text("评估")


def confirm(page: Page, case: str, pictures: Path) -> None:
    page.goto(case)
    form = page.locator("form[action$='/confirm/']")
    form.locator("[name$=valid_until]").fill(day(-200))
    form.locator("[name$=valid_until]").press("Escape")
    for row in form.locator("fieldset.criterion").all():
        row.locator("input[type=radio]").first.check()
    shot(page, pictures, "6-confirm")
    form.get_by_role("button", name="确认产品").click()
    expect(page.locator(".messages")).to_contain_text("已确认")


def draft_of(page: Page, house: Installation) -> str:
    """The edit address of the draft that the confirmation left behind for authors."""

    def found() -> str | None:
        answer = page.request.get(f"{house.url}/admin/api/main/pages/?type=products.ProductPage&fields=*&limit=20")
        items = answer.json()["items"]
        return next((str(item["id"]) for item in items if item["title"] == NAME), None)

    return f"{house.url}/admin/pages/{house.wait(found, 60, 'the drafts of the product page')}/edit/"


def test_from_recommendation_to_product_page(house, person, pictures):
    recommend(person("recommender"), house, pictures)

    inspector = person("inspector", PHONE)
    case = case_of(inspector, house)
    shot(inspector, pictures, "2b-board-phone")
    visit(inspector, case, pictures)
    # Whoever visited is not offered the confirmation.
    inspector.goto(case)
    expect(inspector.locator("form[action$='/confirm/']")).to_have_count(0)

    assess(person("inspector-southwest"), case, pictures)
    confirm(person("confirmer"), case, pictures)

    author = person("author")
    edit = draft_of(author, house)
    author.goto(edit)
    author.get_by_role("button", name="更多动作").click()
    author.get_by_role("button", name="提交审批").click()
    expect(author.locator(".messages")).to_contain_text("提交")
    editor = person("editor")
    editor.goto(edit)
    editor.get_by_role("button", name="更多动作").click()
    editor.locator("[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])").click()
    expect(editor.locator(".messages")).to_contain_text(NAME)

    for size, name in ((DESK, "7-product-desk"), (PHONE, "8-product-phone")):
        reader = person("", size)
        reader.goto(f"{house.url}/zh-hans/products/")
        reader.get_by_role("link", name=NAME).first.click()
        expect(reader.locator("h1")).to_contain_text(NAME)
        main = reader.locator("main")
        for words in ("彭润生", "韦青川", "何思齐", "640", "雾里的茶园"):
            expect(main).to_contain_text(words)
        shot(reader, pictures, name)
