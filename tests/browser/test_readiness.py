"""What the editor's scripts do: counting as Python counts, and a panel that leads to places and stays as it was."""

import sys
import unicodedata

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, expect

from channels.rules.counting import COUNTERS, count, plain
from stories.richtext import clean_text
from tests.browser.chromium import chromium, log_in, require_chromium
from tests.installation import Installation
from tests.journeys import desk
from tests.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("processes")]

TEXTS = [
    "",
    " \t 保靖脐橙 \n",
    "保靖 A1，5.6 元/kg",
    "👨‍👩‍👧‍👦🇨🇳👍🏽❤️",
    "e\u0301\u20dd𠮷ｶﾞ한글ｆｕｌｌ",
    "a\u200bb\u2060c\ufeffd\u202ee\u2066f",
    "一\u2028二\x85三\x0b四\u3000五\xa0六",
    "a \u202a b",
    "\x00\x1f\x7f\x80\ufdd0\ufffe\U0001fffe\U0010ffff控制",
    "<b>5%</b> & “引号” ‘’ … —— ①㈱㍿",
    "ไทย العربية עברית हिन्दी",
]
# A mark that Unicode 15 moved to those without width; Python 3.11 knows Unicode 14.
MOVED = {0x1171E}
TITLE = "从坡上到箱里，脐橙的一个上午"


@pytest.fixture(scope="module")
def browser():
    require_chromium()
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def counting(browser) -> Page:
    """A page that holds the editor's own script and nothing else."""
    page = browser.new_page()
    page.set_content("<p></p>")
    page.add_script_tag(path=finders.find("stories/channel-limits.js"))
    return page


@pytest.mark.parametrize("unit", COUNTERS)
def test_the_browser_counts_as_python_does(counting, unit):
    ours = counting.evaluate("([texts, unit]) => texts.map((text) => channelLimits.count(text, unit))", [TEXTS, unit])
    assert ours == [count(plain(clean_text(text)), unit) for text in TEXTS]


def test_every_character_has_the_same_width_in_both(counting):
    """Of those Python knows: what a newer Unicode adds is counted as it looks to the newer of the two."""
    known = [
        code
        for code in range(0x20, sys.maxunicode + 1)
        if code not in MOVED and unicodedata.category(chr(code)) not in ("Cn", "Cs", "Cc", "Co", "Zs", "Zl", "Zp")
    ]
    texts = "(codes) => codes.map((code) => channelLimits.count(String.fromCodePoint(code), 'cjk_width'))"
    widths = counting.evaluate(texts, known)
    differing = [
        hex(code)
        for code, width in zip(known, widths, strict=True)
        if width != count(plain(clean_text(chr(code))), "cjk_width")
    ]
    assert differing == []


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    installation = Installation(tmp_path_factory.mktemp("readiness"))
    installation.manage("load_demo", "--people-only")
    installation.start("web")
    yield installation
    installation.remove()


@pytest.fixture
def editor(browser, house):
    """A new story in the author's editor, with the panel open. Script errors fail the test."""
    errors: list[str] = []
    context = browser.new_context(viewport={"width": 1440, "height": 1100}, locale="en-US")
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    log_in(page, house.url, "author")
    page.goto(f"{house.url}/admin/pages/add/stories/storypage/{desk.stories_index(Person(house.url, 'author'))}/")
    page.locator("[data-side-panel-toggle=readiness]").click()
    settle(page)
    yield page
    context.close()
    assert errors == []


def settle(page: Page) -> None:
    """Wagtail takes what it finds a moment after loading and after a first save for the form as it was saved."""
    page.wait_for_timeout(2_500)


def write(page: Page, selector: str, text: str) -> None:
    """Fill and leave the field, as the autosave notices keys and departures."""
    page.locator(selector).fill(text)
    page.locator(selector).press("Tab")


def test_counters_follow_the_keys_the_form_and_the_channels_chosen(editor):
    counters = editor.locator("[data-channel-limits-field-value=id_title] li")
    wechat = counters.filter(has_text="WeChat Official Account")
    said = editor.locator("[data-channel-limits-field-value=id_title] [aria-live]")
    editor.fill("#id_title", "橙" * 30)
    expect(wechat).to_contain_text("30/32")
    expect(said).to_be_empty()
    editor.fill("#id_title", "橙" * 35)
    expect(wechat).to_contain_text("35/32 3 over")
    expect(said).to_contain_text("WeChat Official Account: over the limit.")

    expect(counters.filter(has_text="Tencent Video")).to_have_count(0)
    editor.select_option("#id_form", "video")
    expect(counters.filter(has_text="Tencent Video")).to_have_count(1)
    editor.get_by_role("tab", name="Channels").click()
    editor.get_by_role("checkbox", name="Tencent News").check()
    editor.get_by_role("tab", name="Content").click()
    expect(counters).to_have_count(1)


def test_what_is_written_while_an_autosave_is_under_way_is_saved_too(editor):
    write(editor, "#id_title", TITLE)
    editor.wait_for_url("**/edit/")
    settle(editor)
    sent: list[str] = []

    def slowly(route):
        sent.append(route.request.post_data_buffer.decode(errors="replace"))
        answer = route.fetch()
        if len(sent) == 1:
            # Too late for Wagtail's own look at the form, twice a second, and before it takes it for saved.
            editor.locator("#id_summary").evaluate("(field) => { field.value = '写在保存途中'; }")
        route.fulfill(response=answer)

    editor.route(lambda address: address.endswith("/edit/"), slowly)
    with editor.expect_response(lambda answer: answer.request.method == "POST", timeout=20_000):
        write(editor, "#id_title", TITLE + "二")
    editor.wait_for_timeout(4_000)
    assert ["写在保存途中" in body for body in sent] == [False, True]


def test_what_is_written_before_the_form_is_watched_is_saved_too(editor):
    write(editor, "#id_title", TITLE)
    editor.wait_for_url("**/edit/")
    editor.reload()
    with editor.expect_request(lambda request: request.method == "POST" and request.url.endswith("/edit/")) as waiting:
        write(editor, "#id_summary", "一打开就写")
    assert "一打开就写" in waiting.value.post_data_buffer.decode(errors="replace")


def test_a_finding_about_own_words_opens_their_tab_and_the_panel_stays_as_it_was(editor):
    write(editor, "#id_title", TITLE)
    editor.wait_for_url("**/edit/")
    settle(editor)
    editor.get_by_role("tab", name="Channels").click()
    own = editor.locator("[id$=channel_settings-section]")
    own.get_by_role("button", name="Insert a block").last.click()
    editor.get_by_role("option", name="Own words for a channel").click()
    own.locator("select[name$=-channel]").select_option("tencent-news")
    own.locator("input[name$=-title]").fill("橙" * 40)
    expect(own).to_contain_text("40/30 10 over")
    own.locator("input[name$=-title]").press("Tab")
    own.locator("[data-streamfield-child] > .w-panel > .w-panel__header [data-panel-toggle]").first.click()
    expect(own.locator("input[name$=-title]")).to_be_hidden()
    editor.get_by_role("tab", name="Content").click()

    channel = editor.locator("[data-readiness]:visible details[data-channel=tencent-news]")
    finding = channel.locator("a", has_text="Title set for this channel")
    expect(finding).to_be_attached(timeout=20_000)
    channel.locator("summary").press("Enter")
    expect(finding).to_be_visible()
    # An autosave brings the panel anew: it stays open, and the keyboard stays where it was.
    editor.locator("[data-readiness]").evaluate_all("panels => panels.forEach((panel) => { panel.dataset.old = '1'; })")
    editor.fill("#id_summary", "雾散以后开始采。")
    channel.locator("summary").focus()
    expect(editor.locator("[data-readiness]:not([data-old])")).to_be_visible(timeout=20_000)
    expect(finding).to_be_visible()
    expect(channel.locator("summary")).to_be_focused()

    finding.press("Enter")
    expect(editor.get_by_role("tab", name="Channels")).to_have_attribute("aria-selected", "true")
    expect(own.locator("input[name$=-title]")).to_be_visible()
    expect(own.locator("select[name$=-channel]")).to_be_focused()
