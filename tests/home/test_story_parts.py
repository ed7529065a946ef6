"""Credits, films and headlines of a story."""

import pytest

from home import films
from home.templatetags.site import phrases
from products.models import Photo
from stories.document import VideoAsset
from stories.models import StoryIndexPage
from tests.home.conftest import WORDS
from tests.home.pages import soup
from tests.stories.factories import block, card, make_story, release_story, small_photo
from tests.stories.films import make_film


def story(village, *blocks, **fields):
    index = StoryIndexPage.objects.get(locale__language_code="zh-hans")
    parts = [*blocks, block("text", WORDS), card(village.product)]
    return release_story(make_story(index, village.people["author"], parts, **fields), village.people)


@pytest.mark.parametrize(
    ("credits", "under_pictures", "at_the_end"), [(["山野", "山野"], 0, True), (["山野", "县里"], 3, False)]
)
def test_one_hand_is_credited_once(client, village, credits, under_pictures, at_the_end):
    Photo.objects.update(credit="山野")
    photos = [small_photo(credit=credit) for credit in credits]
    pictures = [block("image", {"photo": photo.pk, "caption": "坡上"}) for photo in photos]
    page = soup(client, story(village, *pictures, cover=small_photo(credit="山野"), title="两张图").url)
    assert len(page.select(".credit")) == under_pictures
    assert ("山野" in page.select_one("#verified").find_parent("section").select("p.meta")[-1].get_text()) is at_the_end


def test_a_film_stands_once(client, village):
    film = make_film(poster=small_photo())
    own = block("video", {"film": film.pk, "caption": "岩板坡的早晨"})
    other = block("video", {"film": make_film(poster=small_photo()).pk, "caption": "另一段"})
    page = soup(client, story(village, own, other, title="两段片子", form="video", video=film).url)
    assert [figure.figcaption.get_text(strip=True) for figure in page.select(".film")][:2] == ["岩板坡的早晨", "另一段"]
    assert len(page.find_all("video")) == 2


@pytest.mark.parametrize(
    ("width", "height", "shape"),
    [(1920, 1080, "wide"), (1080, 1920, "tall"), (848, 480, "wide"), (320, 240, "other"), (0, 0, "other")],
)
def test_shape_of_a_film(width, height, shape):
    video = VideoAsset(key="film-1", sha256="", width=width, height=height, bytes=1, duration_ms=1)
    assert films.shape(video) == shape


def test_headlines_break_between_clauses():
    assert (
        phrases("定西旱塬上，一个老师")
        == '<span class="phrase">定西旱塬上，</span><span class="phrase">一个老师</span>'
    )
    assert phrases("<b>") == '<span class="phrase">&lt;b&gt;</span>'
