"""An inspector fills in a visit on a phone while the network fails; nothing is lost and nothing doubled."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.chromium import chromium, log_in, require_chromium
from tests.factories import jpeg_bytes
from tests.installation import Installation

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("processes")]

CASE = "/admin/verifications/"
PRODUCT = {
    "code": "BJ-FIELD",
    "slug": "baojing-field",
    "kind": "oranges",
    "name_zh": "保靖脐橙",
    "name_en": "Baojing oranges",
    "season_start": "11",
    "season_end": "1",
}
MAKE_CASE = """
from django.utils import timezone
from datetime import timedelta
from products import services
from products.models import Organisation, Product, User
person = User.objects.get(username="recommender")
product = Product.objects.create(
    place_id=person.organisation.place_id, producer=Organisation.objects.first(), brought_by=person.organisation, **{}
)
print(services.recommend(product, person, on=timezone.localdate() - timedelta(days=5)).pk)
"""
COUNT = """
from products.models import PersonMet, VisitPhoto, Photo, Measurement, Evidence, Verification, Visit
visit = Visit.objects.get()
print(VisitPhoto.objects.count(), Photo.objects.count(), PersonMet.objects.count(), Measurement.objects.count(),
      Evidence.objects.count(), visit.verification.state, visit.note_zh, visit.latitude)
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    require_chromium()
    installation = Installation(tmp_path_factory.mktemp("field"))
    installation.manage("load_demo", "--people-only")
    installation.start("web")
    yield installation
    installation.remove()


@pytest.fixture(scope="module")
def phone(house):
    with chromium() as browser:
        context = browser.new_context(
            viewport={"width": 390, "height": 844},
            locale="en-US",
            has_touch=True,
            permissions=["geolocation"],
            geolocation={"latitude": 28.705, "longitude": 109.652, "accuracy": 9},
        )
        page = context.new_page()
        log_in(page, house.url, "inspector")
        yield page
        context.close()


def shell(house: Installation, code: str) -> str:
    return house.manage("shell", "--no-imports", "-c", code).stdout.strip().splitlines()[-1]


def photo(name: str, colour: str) -> dict:
    return {"name": name, "mimeType": "image/jpeg", "buffer": jpeg_bytes(1200, 900, colour)}


def state(page: Page):
    return page.locator("[data-state]")


def test_uploads_that_fail_first(house, phone):
    errors = []
    phone.on("pageerror", lambda error: errors.append(str(error)))
    case = shell(house, MAKE_CASE.format(PRODUCT))
    address = f"{house.url}{CASE}{case}/visit/field/"
    phone.goto(address)
    phone.get_by_role("button", name="Begin the visit").click()
    expect(phone.locator("[data-visit]")).to_be_visible()

    def fail(route: Route):
        route.abort() if route.request.method == "POST" else route.continue_()

    phone.route("**/visit/field/", fail)
    take = phone.locator("[data-files=photo] input[data-take]").first
    take.set_input_files([photo("one.jpg", "#b8430f"), photo("two.jpg", "#2c6a3f")])
    expect(phone.locator("[data-waiting]")).to_have_count(2)
    phone.locator("[data-waiting] input").first.fill("三号路口")
    phone.locator("[name=note_zh]").fill("看了四十株，雾里采摘")
    expect(state(phone)).to_contain_text("Waiting for the network: 2 photos · 1 entry")

    # The battery dies; what was not confirmed is still on the phone.
    phone.wait_for_timeout(500)
    phone.reload()
    expect(phone.locator("[data-waiting]")).to_have_count(2)
    expect(phone.locator("[name=note_zh]")).to_have_value("看了四十株，雾里采摘")
    expect(state(phone)).to_contain_text("Waiting for the network")
    assert shell(house, COUNT).split()[:2] == ["0", "0"]

    # The network is back, but the first answer is lost in the air: the photo arrived all the same.
    lost = []

    def lose_one_answer(route: Route):
        if (
            route.request.method == "POST"
            and not lost
            and "one.jpg" in (route.request.post_data_buffer or b"").decode("latin-1")
        ):
            lost.append(route.fetch().status)
            return route.abort()
        return route.continue_()

    # In this order, lest a try slips through between the two.
    phone.route("**/visit/field/", lose_one_answer)
    phone.unroute("**/visit/field/", fail)
    phone.reload()
    expect(phone.locator("[data-card]")).to_have_count(2, timeout=30_000)
    expect(phone.locator("[data-waiting]")).to_have_count(0)
    assert lost == [200]
    expect(phone.locator("[data-card] [name=caption_zh]").first).to_have_value("三号路口")

    phone.get_by_role("button", name="Add a person").click()
    someone = phone.locator("[data-rows=person] form").last
    someone.locator("[name=name]").fill("田阿妹")
    someone.locator("[name=may_picture]").check()
    expect(someone.locator("[data-note]")).to_contain_text("Say how", timeout=15_000)
    someone.locator("[name=consent_form]").select_option("signed")
    expect(someone.locator("[data-note]")).to_contain_text("Saved", timeout=15_000)
    card = phone.locator("[data-card]").first
    card.get_by_text("田阿妹").click()
    card.locator("[name=as_evidence]").check()

    phone.get_by_role("button", name="Note where I am").click()
    phone.get_by_role("button", name="Add a measured fact").click()
    row = phone.locator("[data-rows=measurement] form").last
    row.locator("[name=key]").select_option("altitude")
    row.locator("[name=value_zh]").fill("462")
    row.locator("[name=method]").fill("GPS")
    expect(row.locator("[data-note]")).to_contain_text("Saved", timeout=15_000)
    expect(state(phone)).to_contain_text("Saved", timeout=15_000)

    phone.get_by_role("button", name="Finish the visit").click()
    phone.wait_for_url(f"**{CASE}{case}/", timeout=20_000)
    expect(phone.locator(".messages")).to_contain_text("recorded")
    assert shell(house, COUNT) == "2 2 1 1 1 visited 看了四十株，雾里采摘 28.705000"
    assert errors == []
