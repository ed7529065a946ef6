"""Readers see the release, and a page costs the same whatever it holds."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from products import services
from products.models import Product
from stories import film_versions
from stories.document import StoryDocument
from stories.models import Film, StoryPage
from stories.public import listed_stories, stories_about
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange, release_story, small_photo, steps
from tests.stories.films import film_bytes, make_film
from tests.stories.met import person_met

pytestmark = pytest.mark.usefixtures("no_channels")

# Five of them are the products recommended beside it, two lead to its authors and tags.
QUERIES_OF_A_STORY = 20


def everything(index, people, count: int) -> list[dict]:
    """`count` of each kind of block."""
    photos = [small_photo() for _ in range(2)]
    film = make_film()
    met = person_met(people, orange(people))
    other = release_story(make_story(index, people["author"], title=f"另一座山{count}"), people)
    blocks = []
    for _ in range(count):
        blocks += [
            block("heading", "山上"),
            block("text", PARAGRAPH),
            block("image", {"photo": photos[0].pk, "caption": "果园"}),
            block("gallery", {"items": [{"photo": photo.pk, "caption": ""} for photo in photos]}),
            block("video", {"film": film.pk, "caption": ""}),
            block("quote", {"text": "甜", "cite": "果农"}),
            block("list", {"ordered": True, "items": ["<p>一</p>", "<p>二</p>"]}),
            block("callout", {"title": "小贴士", "text": "<p>放阴凉处</p>"}),
            card(orange(people)),
            steps("洗净", "晾干", photo=photos[1]),
            block("people", {"people": [{"person": met.pk, "photo": photos[0].pk, "words": "手快。"}]}),
            block("related", {"story": other.pk}),
        ]
    return blocks


@pytest.fixture
def full_story(stories_zh, people):
    for index in range(4):
        release_story(make_story(stories_zh, people["author"], title=f"另一篇{index}"), people)
    return release_story(make_story(stories_zh, people["author"], everything(stories_zh, people, 4)), people)


def queries_of(client, url: str) -> int:
    client.get(url)  # site and language records, templates, renditions
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_page_shows_the_release(client, full_story):
    answer = client.get(full_story.url)
    assert answer.status_code == 200
    assert isinstance(answer.context["document"], StoryDocument)
    assert answer.context["document"].digest == answer.context["release"].digest
    assert len(answer.context["products"]) == 4
    assert set(answer.context["films"]) == {answer.context["blocks"][4].video.key}
    assert len(answer.context["related"]) == 3


@pytest.mark.parametrize("form", ["article", "pictures", "video"])
def test_a_story_of_any_form_without_a_product_is_shown(client, stories_zh, people, form):
    photo = small_photo()
    body = [block("text", PARAGRAPH), block("gallery", {"items": [{"photo": photo.pk, "caption": ""}] * 3})]
    story = make_story(stories_zh, people["author"], body, form=form, video=make_film())
    assert client.get(release_story(story, people).url).status_code == 200


def test_a_story_costs_at_most_twenty_queries(client, full_story, stories_zh, people):
    small = release_story(
        make_story(stories_zh, people["author"], everything(stories_zh, people, 1), title="小的"), people
    )
    assert queries_of(client, full_story.url) <= QUERIES_OF_A_STORY
    assert queries_of(client, full_story.url) == queries_of(client, small.url)


def test_building_costs_the_same_for_one_and_for_many(stories_zh, people):
    few = make_story(stories_zh, people["author"], everything(stories_zh, people, 1))
    many = make_story(stories_zh, people["author"], everything(stories_zh, people, 4))
    counts = []
    for story in (few, many):
        story = StoryPage.objects.get(pk=story.pk)
        _ = story.built  # content types
        story = StoryPage.objects.get(pk=story.pk)
        with CaptureQueriesContext(connection) as seen:
            assert len(story.built.document.body) >= 9
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 18


def test_the_list_costs_the_same_for_one_and_for_many(client, stories_zh, people):
    release_story(make_story(stories_zh, people["author"]), people)
    one = queries_of(client, stories_zh.url)
    for index in range(5):
        release_story(make_story(stories_zh, people["author"], title=f"第{index}篇"), people)
    assert queries_of(client, stories_zh.url) == one


def test_the_list_shows_the_newest_first_and_can_be_filtered(client, stories_zh, people):
    release_story(make_story(stories_zh, people["author"], title="文章"), people)
    pictures = [block("gallery", {"items": [{"photo": small_photo().pk, "caption": ""} for _ in range(3)]})]
    release_story(make_story(stories_zh, people["author"], pictures, title="图集", form="pictures"), people)
    assert [story.title for story in client.get(stories_zh.url).context["stories"]] == ["图集", "文章"]
    filtered = client.get(stories_zh.url, {"form": "article"})
    assert [story.title for story in filtered.context["stories"]] == ["文章"]
    assert client.get(stories_zh.url, {"form": "<x>", "page": "-7"}).context["form"] == ""


def test_a_withdrawn_product_marks_its_stories(client, full_story, people):
    product = Product.objects.get(code=full_story.current_release.parsed().products[0].code)
    assert client.get(full_story.url).context["withdrawn"] == []
    services.withdraw(product, people["confirmer"], "抽检不合格")
    assert client.get(full_story.url).context["withdrawn"] == [product]


def test_a_story_is_found_by_its_product(full_story):
    product = Product.objects.get(code=full_story.current_release.parsed().products[0].code)
    assert list(stories_about(product, "zh-hans")) == [full_story]
    assert not stories_about(product, "en")


def test_a_story_that_dropped_a_product_is_no_longer_about_it(full_story, people):
    product = Product.objects.get(code=full_story.current_release.parsed().products[0].code)
    full_story.body = [block("text", PARAGRAPH)]
    full_story.save_revision(user=people["author"])
    release_story(full_story, people)
    assert not stories_about(product, "zh-hans")


def test_what_was_edited_since_is_not_shown(client, full_story, people):
    full_story.title = "还没批准"
    full_story.save_revision(user=people["author"])
    assert "还没批准" not in client.get(full_story.url).content.decode()


def test_only_released_stories_are_listed(stories_zh, people):
    make_story(stories_zh, people["author"])
    StoryPage.objects.update(live=True)
    assert not listed_stories()


@pytest.mark.parametrize(("name", "type_"), [("film.mov", "video/mp4"), ("film.mp4", "video/mp4")])
def test_browsers_get_what_they_can_play(client, people, stories_zh, name, type_):
    film = Film(title="摘橘子", file=ContentFile(film_bytes(container="mov"), name=name))
    film.save()
    film_versions.plan(film)
    version = film.versions.get(recipe="1080p")
    film_versions.prepare(version.pk)
    version.refresh_from_db()
    body = [block("text", PARAGRAPH), card(orange(people))]
    story = release_story(make_story(stories_zh, people["author"], body, form="video", video=film), people)
    source = BeautifulSoup(client.get(story.url).content, "lxml").video.source
    wanted = version.file.url if name == "film.mov" else film.url
    assert (source["src"], source["type"]) == (wanted, type_)


def test_the_wide_cover_is_the_one_that_is_shared(client, people, stories_zh):
    wide = small_photo()
    body = [block("text", PARAGRAPH), card(orange(people))]
    covers = [block("cover", {"ratio": "16:9", "photo": wide.pk})]
    story = release_story(make_story(stories_zh, people["author"], body, covers=covers), people)
    shared = BeautifulSoup(client.get(story.url).content, "lxml").find("meta", property="og:image")["content"]
    assert any(shared.endswith(made.file.url) for made in wide.renditions.all())
