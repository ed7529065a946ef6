"""Authors write each form from nothing, editors review, in both languages of the desk; the approved content is live."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import chromium, log_in
from tests.browser.story_editor import PATIENCE, StoryDesk
from tests.films import mp4
from tests.installation import Installation
from tests.journeys import desk
from tests.person import Person

pytestmark = pytest.mark.browser

LOCALES = {"zh-hans": "zh-CN", "en": "en-US"}
# The longest of the browser's tests: the two languages can be two people's work at once.
DESKS = [pytest.param(language, marks=pytest.mark.xdist_group(f"desk-{language}")) for language in LOCALES]
TEXT = "霜降过后，夜里冷下来，皮上的青色从向阳的一面开始退。" * 6
SUMMARY = "雾散以后开始采，天黑以前装箱。"
PITCH = "霜降以后采摘"


@pytest.fixture(scope="module", params=DESKS)
def language(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def browser(house):
    with chromium() as opened:
        yield opened


@pytest.fixture
def person(browser, house, language):
    """Returns a function: the desk in a browser of the person's own. Script errors fail the test."""
    contexts, errors = [], []

    def open_as(username: str) -> StoryDesk:
        context = browser.new_context(viewport={"width": 1440, "height": 1100}, locale=LOCALES[language])
        contexts.append(context)
        page: Page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: errors.append(str(error)))
        log_in(page, house.url, username)
        return StoryDesk(page, house.url, language)

    yield open_as
    for context in contexts:
        context.close()
    assert errors == []


def begin(author: StoryDesk, form: str, title: str) -> None:
    """A new story of a form, with nothing but its title, its summary and a cover from the author's disk."""
    author.open(f"/admin/pages/add/stories/storypage/{desk.stories_index(Person(author.url, 'author'))}/")
    author.settle()
    author.page.select_option("#id_form", form)
    # Step by step: what is written while a save is under way is taken for saved until the next change.
    with author.creating():
        author.write("title", title)
    author.finds("story.cover_missing")
    with author.autosaving():
        author.upload_into(author.page.locator("#id_cover-chooser"), seed_of(title))
    with author.autosaving():
        author.write("summary", SUMMARY)
    author.finds_no("story.cover_missing")


def seed_of(title: str) -> int:
    return sum(map(ord, title))


def preview_and_send(author: StoryDesk, title: str, *channels: str) -> str:
    expect(author.readiness()).to_contain_text(author.say("Ready to be submitted"))
    for channel in channels:
        expect(author.preview(channel).locator("body")).to_contain_text(title)
    return author.send()


def stories_page(house: Installation) -> str:
    """Headlines may break between clauses, so the words stand in several elements."""
    return Person(house.url, language="zh").text("/zh-hans/stories/").replace(" ", "")


def test_an_article(house, person, language):
    title = f"从坡上到箱里，脐橙的一个上午{language}"
    author = person("author")
    begin(author, "article", title)
    author.finds("story.body_missing")
    author.write_text(TEXT)
    author.finds("story.no_product")
    author.add_product_card(PITCH)
    author.finds_no("story.no_product")
    # A title that WeChat would refuse is said at once, and forgotten as soon as it is mended.
    blocked = author.readiness().locator("[data-channel=wechat-oa] [data-finding=block]")
    expect(blocked).to_have_count(0)
    author.write("title", title * 3)
    expect(blocked).to_have_count(1)
    author.write("title", title)
    expect(blocked).to_have_count(0)
    story = preview_and_send(author, title, "wechat-oa", "tencent-news")

    editor = person("editor")
    editor.edit(story)
    editor.approve()
    assert title in stories_page(house)


def test_a_picture_story(house, person, language):
    title = f"八十六户等霜的照片{language}"
    author = person("author")
    begin(author, "pictures", title)
    author.finds("story.body_missing")
    author.add_block("gallery")
    for number in (1, 2):
        author.press("Choose several photos")
        author.upload_photo(seed_of(title) + number)
    author.finds("story.pictures_few")
    author.pick_several(2)
    author.finds_no("story.pictures_few")
    author.add_product_card(PITCH)
    author.finds_no("story.no_product")
    author.choose_channels("qzone", "kuaibao")
    story = preview_and_send(author, title, "qzone", "kuaibao")

    editor = person("editor")
    editor.edit(story)
    editor.approve()
    assert title in stories_page(house)


def test_a_video_story(house, person, language):
    title = f"两剪下一果的采收{language}"
    author = person("author")
    begin(author, "video", title)
    author.finds("story.film_missing")
    author.upload_film("picking", mp4(640, 360, seconds=3, rate=6 if language == "en" else 8))
    author.finds_no("story.film_missing")
    prepared = author.page.locator("[data-film-progress]")
    expect(prepared).to_contain_text("640 × 360")
    expect(prepared.locator(".film-progress__row--ready").first).to_be_visible()
    author.write_text(TEXT)
    author.add_product_card(PITCH)
    author.finds_no("story.no_product")
    author.choose_channels("tencent-video", "qq-kandian")
    story = preview_and_send(author, title, "tencent-video", "qq-kandian")

    editor = person("editor")
    editor.edit(story)
    editor.approve()
    assert title in stories_page(house)


def live_article(house: Installation, title: str) -> str:
    """An approved story, made without a browser; returns the page's id."""
    author, editor = Person(house.url, "author"), Person(house.url, "editor")
    cover = desk.upload_picture(author, f"cover-{seed_of(title)}")
    product = desk.first(r"/admin/products/\w+/(\d+)/", author.get("/admin/products/").text)
    story = desk.write_story(author, product, title=title, form="article", cover=cover)
    desk.press_approve(editor, story, desk.approval_address(editor, story))
    return story


def revise(author: StoryDesk, story: str, summary: str) -> str:
    """Change the summary and submit; returns the id of the story's block of text."""
    author.edit(story)
    with author.autosaving():
        author.write("summary", summary)
    block = text_block(author)
    author.send()
    return block


def text_block(author: StoryDesk) -> str:
    """The id of the story's first block of text."""
    page = author.page
    block = page.locator("[data-contentpath=body] [data-streamfield-child]", has=page.locator(".Draftail-Editor"))
    return block.first.locator("input[name^=body-][name$=-id]").first.input_value()


def test_given_back_mended_and_approved(house, person, language):
    """A live article is changed; what another person approves is what readers get, and nothing that came later."""
    title = f"等到霜降以后的橙子{language}"
    story = live_article(house, title)
    author = person("author")
    block = revise(author, story, "改过的摘要，还差一点。")

    editor = person("editor")
    editor.edit(story)
    editor.review()
    editor.press("Claim")
    editor.told("You are at this review now.")
    editor.follow("Compare with what was approved")
    expect(editor.page.locator("main")).to_contain_text("还差一点")
    editor.open(f"/admin/stories/{story}/review/")
    editor.follow("Give back with reasons")
    part = editor.page.locator(f"[data-part=block-{block}]")
    part.locator("select").select_option(index=1)
    part.locator("textarea").fill("写清是哪一面坡")
    editor.press("Give back")
    editor.told("The story is given back to its authors.")

    author.edit(story)
    author.side("review")
    asked = author.page.locator("[data-review-panel] [data-remark]")
    expect(asked).to_contain_text("写清是哪一面坡")
    asked.get_by_role("link").click()
    area = author.page.locator(f"#block-{block}-section .public-DraftEditor-content, .public-DraftEditor-content").first
    area.click()
    author.page.keyboard.press("Control+End")
    with author.autosaving():
        author.page.keyboard.insert_text("朝南的那一面先红。")
    with author.autosaving():
        author.write("summary", "改好的摘要。")
    author.open(f"/admin/stories/{story}/review/")
    author.press("Mended")
    author.told("Marked as mended.")
    author.edit(story)
    author.send()

    second = person("editor-north")
    second.edit(story)
    second.approve()
    author.edit(story)
    with author.autosaving():
        author.write("summary", "批准以后才写的摘要。")
    slug = Person(house.url, "author").get(f"/admin/api/main/pages/{story}/").json()["meta"]["slug"]
    public = Person(house.url, language="zh").text(f"/zh-hans/stories/{slug}/")
    for words, there in (("改好的摘要", True), ("朝南的那一面先红", True), ("还差一点", False), ("批准以后", False)):
        assert (words in public.replace(" ", "")) is there, words
