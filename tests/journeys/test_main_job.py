"""The main job on the real processes: from a recommendation to kilograms, buyers and yuan, and back.

An empty installation with people in it; everything else comes in over HTTP, by the eight roles.
"""

import re
from decimal import Decimal

import httpx
import pytest

from channels.rules.validate import violations
from cms.demo.orders import BUYERS, NET_FEN, NET_GRAMS, Sku, write_orders
from tests import factories
from tests.films import mp4
from tests.installation import Installation
from tests.journeys import desk
from tests.journeys.channel import Channel
from tests.person import Person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("processes")]

CHANNELS = ("wechat-oa", "qzone", "tencent-news", "qq-browser", "tencent-video")
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36 MicroMessenger/8.0.50"
SKUS = [Sku("100012345601", "脐橙 5 kg", 2800, 5000), Sku("100012345602", "脐橙 2.5 kg", 1450, 2500)]
OFFERS = [
    {
        "platform": "jd",
        "sku": sku.sku,
        "title_zh": sku.name,
        "title_en": sku.name,
        "price_fen": str(Decimal(sku.price_fen).scaleb(-2)),
        "net_grams": str(Decimal(sku.net_grams).scaleb(-3)),
        "url": f"https://item.jd.com/{sku.sku}.html",
        "active": "on",
        "miniprogram_appid": "",
        "miniprogram_path": "",
    }
    for sku in SKUS
]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    installation = Installation(tmp_path_factory.mktemp("journey"))
    installation.manage("load_demo", "--people-only")
    installation.start("web", "worker")
    yield installation
    installation.remove()


def verify_product(house: Installation) -> None:
    recommender, inspector, confirmer = (Person(house.url, name) for name in ("recommender", "inspector", "confirmer"))
    desk.add_product(recommender, OFFERS)
    case = desk.recommend(recommender)
    desk.act(inspector, case, "visit", on=desk.day(20), note_zh="走了三片园")
    desk.act(inspector, case, "evidence", title_zh="橙园", file=("grove.jpg", desk.picture(3), "image/jpeg"))
    desk.act(inspector, case, "assess", on=desk.day(15), note_zh="取样二十果", **factories.assessment_fields())
    decided = {"choice-altitude": "accept"}
    desk.act(confirmer, case, "confirm", on=desk.day(5), valid_until=desk.day(-200), **decided)


def write_and_approve(house: Installation) -> dict[str, str]:
    """An article and a video story, each submitted by its author and approved by another person."""
    author, editor, admin = (Person(house.url, name) for name in ("author", "editor", "admin"))
    cover = desk.upload_picture(author, "cover")
    film = desk.upload_film(author, "picking", mp4())
    product = desk.first(r"/admin/products/\w+/(\d+)/", author.get("/admin/products/").text)
    stories = {
        "article": desk.write_story(author, product, title="坡上的橙子等到霜降以后", form="article", cover=cover),
        "video": desk.write_story(
            author,
            product,
            title="两剪下一果，保靖脐橙的采收",
            form="video",
            cover=cover,
            film=film,
            targets=list(CHANNELS),
        ),
    }
    for page in stories.values():
        address = desk.approval_address(editor, page)
        assert address, "the editor is offered no approval"
        for nobody in (author, admin):
            assert not desk.approval_address(nobody, page), "offered to one who is no second person of the desk"
        desk.press_approve(author, page, address)
        assert desk.approval_address(editor, page) == address, "the author approved their own story"
        desk.press_approve(editor, page, address)
        assert not desk.approval_address(editor, page), "the editor's approval was refused"
    return stories


def import_orders(house: Installation, tmp_path, links: list[str]) -> None:
    path = tmp_path / "orders.csv"
    write_orders(path, skus=SKUS, codes=[(code, 1) for code in links], start=desk.TODAY)
    analyst = Person(house.url, "analyst")
    desk.import_orders(analyst, path)


def test_main_job(house, tmp_path):
    verify_product(house)
    reader = Person(house.url)
    assert "BJ-JOURNEY" in reader.text("/verify/BJ-JOURNEY")

    stories = write_and_approve(house)
    operator = Person(house.url, "operator")
    pulled = [Channel(house.url, key, desk.make_token(operator, key)) for key in CHANNELS]
    wanted = {"wechat-oa": 2, "qzone": 2, "tencent-news": 2, "qq-browser": 2, "tencent-video": 1}
    for channel in pulled:
        house.wait(lambda: len(channel.entries()) == wanted[channel.key], 60, f"the editions of {channel.key}")  # noqa: B023

    entries = [entry for channel in pulled for entry in channel.entries()]
    assert {entry["op"] for entry in entries} == {"upsert"}
    assert {str(entry["story_id"]) for entry in entries} == set(stories.values())
    for entry in entries:
        assert violations(entry["edition"]["channel"], entry["edition"]["payload"]) == []
        assert entry["edition"]["provenance"][0]["code"] == "BJ-JOURNEY"
        assert entry["edition"]["story"]["approved_by"]
    codes = sorted({link["code"] for entry in entries for link in entry["edition"]["links"]})
    assert codes

    gone = httpx.get(f"{house.url}/go/{codes[0]}", headers={"User-Agent": PHONE})
    assert gone.status_code == 302
    assert gone.headers["location"].startswith("https://item.jd.com/")

    import_orders(house, tmp_path, codes)
    impact = reader.get("/impact.json").json()
    total = impact["total"]
    assert (total["grams"], total["buyers"], total["fen"]) == (NET_GRAMS, BUYERS, NET_FEN)
    assert (NET_GRAMS, BUYERS, NET_FEN) == (49_960_000, 10_212, 28_000_000)
    assert total["clicks"] == 1
    for table in ("by_product", "by_county", "by_story", "by_channel"):
        assert sum(row["grams"] for row in impact[table]) == NET_GRAMS
        assert sum(row["fen"] for row in impact[table]) == NET_FEN
    page = reader.text("/en/impact/")
    for figure in ("49,960", "10,212", "280,000"):
        assert figure in page

    folder = tmp_path / "pulled"
    held = pulled[0].pull(folder)
    assert {str(story) for story in held} == set(stories.values())
    assert list((folder / "assets").iterdir())

    withdraw(house, pulled, stories, codes[0], reader)
    assert pulled[0].pull(folder) == {}
    assert not list((folder / "assets").iterdir())


def withdraw(house: Installation, pulled: list[Channel], stories: dict, code: str, reader: Person) -> None:
    """One act, and all of it at the next look: no waiting."""
    confirmer = Person(house.url, "confirmer")
    case = desk.first(r"(/admin/verifications/\d+/)", confirmer.get("/admin/verifications/").text)
    desk.act(confirmer, case, "withdraw", reason="复查发现产地登记不符")
    for channel in pulled:
        last = {entry["story_id"]: entry["op"] for entry in channel.entries()}
        assert set(last.values()) == {"withdraw"}
        for story in last:
            assert channel.web.get(f"/api/v1/channels/{channel.key}/editions/{story}").status_code == 410
    gone = httpx.get(f"{house.url}/go/{code}", headers={"User-Agent": PHONE, "Accept-Language": "en"})
    assert gone.status_code == 410
    assert "withdrawn" in gone.text.lower()
    story = reader.get("/zh-hans/stories/")
    address = re.search(r'href="(/zh-hans/stories/[a-z0-9-]+/)"', story.text)[1]
    assert re.search(r'class="[^"]*notice', reader.get(address).text)
    assert reader.get("/verify/BJ-JOURNEY").status_code == 200
