"""The story editor and its review as a person uses them, in either language of the desk.

What a button is called is asked of the catalogue, so a journey also finds out what is not translated.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext
from PIL import Image
from playwright.sync_api import FrameLocator, Locator, Page, expect

from stories.blocks import StoryBlocks
from stories.gaps import finding

# A busy machine is slow, not wrong.
PATIENCE = 30_000
# The desk's policy for scripts forbids Playwright's own way of waiting for an expression.
SETTLED = """(patience) => new Promise((done, fail) => {
  setTimeout(() => fail(new Error("the editor does not watch its form")), patience);
  const look = () => {
    const form = window.wagtail?.app?.queryController("w-unsaved");
    // It takes it twice, one delay apart; what is written between the two is not noticed as a change.
    return form?.initialFormData ? setTimeout(done, 2500) : setTimeout(look, 50);
  };
  look();
})"""


def picture_file(seed: int) -> dict:
    """A photo as a person picks it from the disk; each seed another one."""
    out = io.BytesIO()
    shades = Image.radial_gradient("L").rotate(seed % 360).resize((1200, 800)).convert("RGB")
    shades.save(out, "JPEG", quality=80, comment=str(seed))
    return {"name": f"photo-{seed}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@dataclass(frozen=True, slots=True)
class Words:
    """What the desk says in one language."""

    language: str

    def __call__(self, message: str) -> str:
        with translation.override(self.language):
            return gettext(message)

    def block(self, kind: str) -> str:
        with translation.override(self.language):
            return str(StoryBlocks.base_blocks[kind].label)

    def finding(self, code: str) -> str:
        with translation.override(self.language):
            return str(finding(code).message)


class StoryDesk:
    """One person's window on the desk."""

    def __init__(self, page: Page, url: str, language: str):
        self.page, self.url, self.say = page, url, Words(language)

    def open(self, path: str) -> None:
        self.page.goto(self.url + path)

    def edit(self, story: str) -> None:
        self.open(f"/admin/pages/{story}/edit/")
        self.settle()

    def settle(self) -> None:
        """Wait for what Wagtail takes, a moment after loading, for the form as it was saved."""
        self.page.evaluate(SETTLED, PATIENCE)

    def press(self, message: str) -> None:
        self.page.get_by_role("button", name=self.say(message), exact=True).first.click()

    def follow(self, message: str) -> None:
        self.page.get_by_role("link", name=self.say(message), exact=True).first.click()

    def told(self, message: str) -> None:
        expect(self.page.locator(".messages")).to_contain_text(self.say(message))

    # The form

    def write(self, field: str, text: str) -> None:
        """Fill a field and leave it, as the autosave notices keys and departures."""
        box = self.page.locator(f"#id_{field}")
        box.fill(text)
        box.press("Tab")

    def add_block(self, kind: str) -> Locator:
        """Choose a block at the end of the story; returns it."""
        blocks = self.page.locator("[data-contentpath=body] [data-streamfield-child]")
        before = blocks.count()
        self.page.locator(
            "#panel-child-content-body-content, [data-contentpath=body]"
        ).first.scroll_into_view_if_needed()
        self._body().locator("[data-streamfield-stream-container] > div > .c-sf-add-button").last.click()
        self.page.get_by_role("option", name=self.say.block(kind), exact=True).click()
        expect(blocks).not_to_have_count(before)
        return blocks.last

    def _body(self) -> Locator:
        return self.page.locator("[data-contentpath=body]").first

    def write_text(self, text: str) -> None:
        area = self.add_block("text").locator(".public-DraftEditor-content")
        area.click()
        self.page.keyboard.insert_text(text)
        expect(area).to_contain_text(text[-20:])

    def upload_into(self, chooser: Locator, seed: int) -> None:
        chooser.locator("[data-chooser-action-choose]:visible").first.click()
        self.upload_photo(seed)

    def upload_photo(self, seed: int) -> None:
        """In the window that chooses photos, add one from the disk."""
        window = self.page.locator(".modal-content")
        window.get_by_role("tab").nth(1).click()
        window.locator("input[type=file]").set_input_files(picture_file(seed))
        expect(window.locator("[name$=-title]")).not_to_have_value("")
        window.locator("[name$=alt_zh]").fill("坡上的橘园")
        window.locator("[name$=credit]").fill("丰收")
        window.locator("section:not([hidden]) button[type=submit]").click()
        self.window_closed()

    def pick_first(self, chooser: Locator) -> None:
        chooser.locator("[data-chooser-action-choose]:visible").first.click()
        self.page.locator(".modal-content a[data-chooser-modal-choice]").first.click()
        self.window_closed()

    def pick_several(self, count: int) -> None:
        """Choose several photos of the library for the gallery at once."""
        self.press("Choose several photos")
        boxes = self.page.locator(".modal-content [data-multiple-choice-select]")
        for number in range(count):
            boxes.nth(number).check()
        self.page.locator(".modal-content [data-multiple-choice-submit]").click()
        self.window_closed()

    def upload_film(self, name: str, data: bytes) -> None:
        self.page.locator("#id_video-chooser [data-chooser-action-choose]:visible").first.click()
        window = self.page.locator(".modal-content")
        window.get_by_role("tab").nth(1).click()
        window.locator("input[type=file]").first.set_input_files(
            {"name": f"{name}.mp4", "mimeType": "video/mp4", "buffer": data}
        )
        title = window.locator("[name$=-title]")
        if not title.input_value():
            title.fill(name)
        window.locator("section:not([hidden]) button[type=submit]").click()
        self.window_closed()

    def window_closed(self) -> None:
        expect(self.page.locator(".modal")).to_have_count(0)

    def add_product_card(self, pitch: str) -> None:
        card = self.add_block("product")
        self.pick_first(card)
        line = card.get_by_label(self.say("Why buy it"))
        line.fill(pitch)
        line.press("Tab")

    def choose_channels(self, *channels: str) -> None:
        self.page.get_by_role("tab", name=self.say("Channels")).click()
        for channel in channels:
            self.page.locator(f"input[name=targets][value={channel}]").check()
        self.page.get_by_role("tab", name=self.say("Content")).click()

    # Beside the form

    def side(self, name: str) -> None:
        toggle = self.page.locator(f"[data-side-panel-toggle={name}]")
        if toggle.get_attribute("aria-expanded") != "true":
            toggle.click()

    def readiness(self) -> Locator:
        self.side("readiness")
        return self.page.locator("[data-readiness]:visible")

    def finds(self, code: str) -> None:
        expect(self.readiness()).to_contain_text(self.say.finding(code))

    def finds_no(self, code: str) -> None:
        expect(self.readiness()).not_to_contain_text(self.say.finding(code))

    def preview(self, channel: str) -> FrameLocator:
        self.side("preview")
        self.page.select_option("#id_preview_mode", channel)
        return self.page.frame_locator("#w-preview-iframe")

    @contextmanager
    def autosaving(self) -> Iterator[None]:
        """Leave only when the autosave has taken what was written inside."""
        with self.page.expect_response(
            lambda answer: answer.request.method == "POST" and answer.url.endswith("/edit/")
        ) as waiting:
            yield
        assert waiting.value.ok, waiting.value.status

    @contextmanager
    def creating(self) -> Iterator[None]:
        """Leave only when a new page has been saved for the first time."""
        with self.page.expect_response(
            lambda answer: answer.request.method == "POST" and "/pages/add/" in answer.url and answer.ok
        ):
            yield

    def send(self) -> str:
        """Submit for approval; returns the page's id."""
        story = self.number
        self.press("More actions")
        self.page.locator("[name=action-submit]:visible").click()
        self.told_nothing_wrong()
        return story

    def told_nothing_wrong(self) -> None:
        expect(self.page.locator(".messages .success")).to_be_visible()
        expect(self.page.locator(".messages .error")).to_have_count(0)

    @property
    def number(self) -> str:
        found = re.search(r"/admin/pages/(\d+)/edit/", self.page.url)
        return found[1] if found else ""

    # The review

    def review(self) -> None:
        self.side("review")
        self.follow("Open the review")
        expect(self.page.locator("[data-review]")).to_be_visible()

    def approve(self) -> None:
        self.press("More actions")
        self.page.locator("[data-workflow-action-name=approve]:not([data-workflow-action-modal-url]):visible").click()
        self.told_nothing_wrong()
