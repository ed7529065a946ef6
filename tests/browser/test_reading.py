"""Readers without a mouse, and readers without JavaScript: nothing on the public site needs either."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("public")]

DESK = {"width": 1280, "height": 900}
MOST_STOPS = 60
PATIENCE = 15_000
# What a browser keeps of us.
KEPT_PAGES = """async () => {
  const kept = [];
  for (const name of await caches.keys())
    for (const page of await (await caches.open(name)).keys()) kept.push(new URL(page.url).pathname);
  return kept;
}"""


@pytest.fixture
def keyboard(public_site, reader):
    """Returns a function that opens a path; the reader has only the keys from there on."""
    site, pages = public_site
    context = reader.new_context(viewport=DESK, reduced_motion="reduce")
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)

    def open_page(name: str, language: str = "en") -> Page:
        path = next(page.path for page in pages if (page.name, page.language) == (name, language))
        tab.goto(site + path)
        return tab

    yield open_page
    context.close()


def tab_to(tab: Page, selector: str) -> None:
    """Press Tab until the element has the focus; every stop on the way must show that it has it."""
    for _stop in range(MOST_STOPS):
        tab.keyboard.press("Tab")
        shown = tab.evaluate(
            "() => { const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);"
            " return at === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0"
            " && box.width > 1 && box.height > 1); }"
        )
        where = "document.activeElement.outerHTML.slice(0, 200)"
        assert shown, f"no sign of the focus: {tab.evaluate(where)}"
        if tab.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def test_the_first_stop_leads_past_the_menu(keyboard):
    tab = keyboard("article")
    tab_to(tab, ".skip")
    expect(tab.locator(".skip")).to_be_in_viewport()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_menu_and_the_other_language(keyboard):
    tab = keyboard("home")
    tab_to(tab, ".nav a[href$='/products/']")
    tab.keyboard.press("Enter")
    expect(tab.locator(".nav a[aria-current=page]")).to_have_text("Products")
    tab_to(tab, ".nav a.language")
    tab.keyboard.press("Enter")
    expect(tab.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_searching_with_suggestions(keyboard):
    tab = keyboard("search")
    tab_to(tab, "#q")
    tab.keyboard.type("orang")
    expect(tab.locator("#suggestions option").first).to_be_attached()
    tab.keyboard.type("es")
    tab.keyboard.press("Enter")
    expect(tab.locator(".card h3 a").first).to_be_visible()


def test_from_a_story_to_the_shop(keyboard):
    tab = keyboard("article")
    tab_to(tab, "main a[href*='/go/']")
    assert "yuan/kg" in tab.evaluate("document.activeElement.textContent")


def test_leafing_through_the_pictures_of_a_product(keyboard, public_site):
    tab = keyboard("product")
    viewer = tab.locator("[data-viewer]")
    tab_to(tab, "[data-enlarge]")
    tab.keyboard.press("Enter")
    expect(viewer.locator("dialog")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(viewer.locator("dialog")).to_be_hidden()
    assert tab.evaluate("document.activeElement.matches('[data-enlarge]')"), "the focus is lost"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_without_javascript(public_site, reader, language):
    """Text, pictures, ways to the shop and the search are there; nothing that only a script could work is shown."""
    site, pages = public_site
    context = reader.new_context(viewport=DESK, java_script_enabled=False)
    tab = context.new_page()
    try:
        for page in (page for page in pages if page.language == language):
            tab.goto(site + page.path)
            expect(tab.locator("main h1").first).to_be_visible()
            for dead in tab.locator("[hidden]").all():
                expect(dead).to_be_hidden()
        at = {page.name: page.path for page in pages if page.language == language}
        tab.goto(site + at["article"])
        expect(tab.locator("main a[href*='/go/']").first).to_be_visible()
        tab.goto(site + at["product"])
        expect(tab.locator(".viewer__track img").first).to_be_visible()
        tab.goto(site + at["search"])
        tab.fill("#q", "oranges" if language == "en" else "脐橙")
        tab.click("form[role=search] button")
        expect(tab.locator(".card h3 a").first).to_be_visible()
    finally:
        context.close()


@pytest.mark.parametrize(("language", "said"), [("en", "No connection"), ("zh-hans", "没有网络连接")])
def test_without_a_connection_a_page_says_so_and_no_other_is_shown(public_site, reader, language, said):
    site, pages = public_site
    path = next(page.path for page in pages if (page.name, page.language) == ("article", language))
    context = reader.new_context(viewport=DESK)
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    try:
        tab.goto(site + path)
        title = tab.locator("h1").inner_text()
        tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
        context.set_offline(True)
        tab.goto(site + path)
        expect(tab.locator("h1")).to_have_text(said)
        kept = tab.evaluate(KEPT_PAGES)
        assert sorted(kept) == ["/en/offline/", "/zh-hans/offline/"]
        context.set_offline(False)
        tab.locator("main a.button").click()
        expect(tab.locator("h1")).to_have_text(title)
    finally:
        context.close()
