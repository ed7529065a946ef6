"""Every public page type by axe-core in both languages and both colour schemes."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("public")]

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# Colours are all that another scheme changes.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
EVERYTHING = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
LEAST = 30  # types × languages; a list that shrank to nothing passes nothing


@pytest.fixture(scope="module")
def tab(reader):
    # A colour half way between two schemes is nobody's colour.
    context = reader.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def violations(tab, options: dict) -> list[str]:
    found = Axe().run(tab, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]} {node['any'][:1]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_shuts_anybody_out(public_site, tab, language):
    site, pages = public_site
    assert len(pages) > LEAST
    found = {}
    for page in (page for page in pages if page.language == language):
        tab.emulate_media(color_scheme="light")
        tab.set_viewport_size(PHONE)
        answer = tab.goto(site + page.path, wait_until="load")
        assert answer.status == page.status, page
        said = violations(tab, EVERYTHING)
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            said.append("wider than the phone")
        tab.emulate_media(color_scheme="dark")
        tab.set_viewport_size(DESK)
        said += violations(tab, COLOURS)
        if said:
            found[page.key] = sorted(set(said))
    assert found == {}
