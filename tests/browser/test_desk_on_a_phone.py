"""At a phone's width nothing of the desk is out of reach: Wagtail hides what is wider than the screen."""

import pytest

from tests.browser.chromium import chromium, log_in
from tests.journeys import desk
from tests.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("processes")]

SCREENS = (
    "verifications/",
    "verifications/board/",
    "products/",
    "products/new/",
    "people-met/",
    "stories/",
    "corrections/",
    "channel-board/",
    "channel-losses/",
    "channel-rules/",
    "impact/",
    "ledger/",
    "order-imports/upload/",
    "purchase-links/",
    "campaigns/new/",
    "account/",
)
# What stands to the right of the screen and in nothing that moves; icons that fill a button.
OUT_OF_REACH = """() => {
  const moves = element => {
    for (let up = element.parentElement; up && up.id !== "main"; up = up.parentElement)
      if (["auto", "scroll", "hidden"].includes(getComputedStyle(up).overflowX)) return true
    return false
  }
  const seen = element => element.checkVisibility() && element.getBoundingClientRect().width > 1
  const name = element => `${element.tagName} ${element.id} ${element.getAttribute("class") || ""}`
  const wide = [...document.querySelectorAll("#main *")].filter(
    element => seen(element) && element.getBoundingClientRect().right > innerWidth + 1 && !moves(element))
  const large = [...document.querySelectorAll("#main svg.icon")].filter(
    icon => seen(icon) && icon.getBoundingClientRect().width > 64)
  return [...wide, ...large].slice(0, 5).map(name)
}"""


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_nothing_sticks_out(house, locale):
    case = desk.first(r"/admin/verifications/(\d+)/", Person(house.url, "admin").get("/admin/verifications/").text)
    found = {}
    with chromium() as browser:
        page = browser.new_context(viewport={"width": 390, "height": 844}, locale=locale).new_page()
        log_in(page, house.url, "admin")
        for screen in (*SCREENS, f"verifications/{case}/"):
            answer = page.goto(f"{house.url}/admin/{screen}")
            assert answer.status == 200, screen
            if said := page.evaluate(OUT_OF_REACH):
                found[screen] = said
    assert found == {}
