"""Reading time, contents, chapters, looking at pictures, how verification works, and the catalogue of components."""

from pathlib import Path

import pytest
from django.test import RequestFactory

from home import contents
from home.views.components import drawn
from stories.document import Heading, Paragraph, Span, StoryDocument, VideoAsset
from stories.models import StoryIndexPage
from tests.home.conftest import WORDS
from tests.home.pages import soup
from tests.stories.factories import block, card, make_story, release_story

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS, STATIC = ROOT / "templates" / "components", ROOT / "cms" / "static"


def document(*blocks, **fields) -> StoryDocument:
    fields = {"language": "zh-hans", "form": "article", "title": "橙", "story_id": 1, "translation_key": "k", **fields}
    return StoryDocument(body=blocks, **fields)


def text(words: str) -> Paragraph:
    return Paragraph(id="p", spans=(Span(text=words),))


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("", 1), ("橙" * 400, 1), ("橙" * 1000, 2), ("orange " * 660, 3), ("橙" * 800 + " orange" * 220, 3)],
    ids=["nothing", "one", "two", "english", "both"],
)
def test_minutes_of_reading(words, minutes):
    assert contents.minutes(document(text(words))) == minutes


def test_a_long_story_has_contents_that_lead_to_its_parts(client, village):
    index = StoryIndexPage.objects.get(locale__language_code="zh-hans")
    parts = [part for name in ("坡上", "箱里", "路上") for part in (block("heading", name), block("text", WORDS))]
    story = make_story(index, village.people["author"], [*parts, card(village.product)], title="三节")
    page = soup(client, release_story(story, village.people).url)
    links = page.select(".contents a")
    assert [link.get_text() for link in links] == ["坡上", "箱里", "路上"]
    assert all(page.find(id=link["href"].removeprefix("#")).name == "h2" for link in links)
    assert not soup(client, village.article.url).select(".contents")


def test_headings_with_a_time_are_chapters_of_the_film():
    film = VideoAsset(key="film-1", sha256="", width=16, height=9, bytes=1, duration_ms=90_000)
    names = ["1:05 下坡", "0:00　上坡", "9:99 不是", "2:00 片尾以后", "坡上 0:10"]
    found = contents.chapters(document(*(Heading(id=name[0], text=name) for name in names), video=film, form="video"))
    assert [(chapter.at, chapter.clock, chapter.title) for chapter in found] == [
        (0, "0:00", "上坡"),
        (65, "1:05", "下坡"),
    ]
    assert not contents.chapters(document(Heading(id="a", text="0:00 上坡")))


def test_pictures_can_be_looked_at_without_a_script(client, village):
    page = soup(client, village.pictures.url)
    looks = page.select(".plate a.look")
    assert len(looks) == 4
    assert all(look["href"].startswith("http") and look.img.has_attr("alt") for look in looks)
    assert page.select_one("dialog[data-looking] [data-close]").get_text() == "关闭"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_how_verification_works_is_told_with_a_record_that_holds(client, village, language):
    page = soup(client, f"/{language}/about/verification/")
    assert len(page.select(".four > li")) == 4
    assert page.select_one(f'a[href="/verify/BJ-ORANGE?lang={language}"]')
    assert page.find("meta", attrs={"name": "description"})["content"]
    assert page.select(f'.colophon a[href="/{language}/about/verification/"]')


def test_the_panel_names_evidence_validity_and_corrections(client, village):
    page = soup(client, village.article.url)
    panel = page.select_one(".provenance")
    steps = panel.select(".steps li")
    roles = ("recommender", "inspector", "inspector", "confirmer")
    said = [step.get_text(" ") for step in steps]
    assert all(village.people[role].display_name("zh-hans") in text for role, text in zip(roles, said, strict=True)), (
        said
    )
    assert panel.select_one('a[href="/verify/BJ-ORANGE?lang=zh-hans#evidence"]')
    assert "有效期至" in panel.get_text()
    assert "尚无更正" in page.select_one("#verified").find_parent("section").get_text()


def test_the_catalogue_is_only_for_those_who_build(client, village, settings):
    assert client.get("/components/", follow=True).status_code == 404
    settings.DEBUG = True
    assert client.get("/components/").status_code == 200


def test_every_component_is_in_the_catalogue(rf: RequestFactory, db):
    parts = drawn(rf.get("/components/"))
    assert {part["name"] for part in parts} == {
        str(path.relative_to(COMPONENTS)) for path in COMPONENTS.rglob("*.html")
    }
    for part in parts:
        assert [code for code, _html in part["html"]] == ["zh-hans", "en"]
        assert all(html.strip() for _code, html in part["html"]), part["name"]
