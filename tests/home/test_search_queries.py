"""What readers type, and what they must find first: words of both languages, single characters, sounds, slips."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from cms.site_setup import ensure_site
from home import searching
from products.models import ProductIndexPage, ProductPage
from stories.models import StoryIndexPage
from tests.factories import OfferFactory, PlaceFactory, ProductFactory, make_people, verified_product
from tests.home.conftest import build
from tests.stories.factories import block, card, make_story, release_story

# Chinese name, English name, province's code, months of harvest, words of the Chinese and the English page.
GOODS = [
    (
        "金寨雨前茶",
        "Jinzhai spring tea",
        "341524",
        (4, 5),
        "云雾里的山坡，清明前后采摘。",
        "Leaves picked in the mist of the hills.",
    ),
    (
        "米脂小米",
        "Mizhi millet",
        "610827",
        (9, 10),
        "黄土高原上的谷子，熬粥有一层米油。",
        "Grain of the loess, for porridge.",
    ),
    (
        "仙居杨梅",
        "Xianju bayberries",
        "331024",
        (6, 7),
        "酸甜多汁，只有二十天。",
        "Sour and sweet, for twenty days a year.",
    ),
    ("兴义红糖", "Xingyi brown sugar", "522301", (12, 2), "甘蔗古法熬煮，一锅红亮。", "Cane boiled in open pans."),
    ("古田银耳", "Gutian silver ear", "350922", (1, 12), "菌农夜里看菇棚。", "A fungus grown in sheds at night."),
    ("云州月饼", "Yunzhou moon cakes", "140215", (8, 9), "中秋的酥皮，五仁馅。", "Flaky crust for the festival."),
    ("洛川苹果", "Luochuan apples", "610629", (9, 11), "昼夜温差大，果肉脆。", "Crisp from cold nights."),
]

WITH_STORY = 2

# In Chinese: what is typed, and the title that must come first.
CHINESE = [
    ("保靖脐橙", "保靖脐橙"), ("脐橙", "保靖脐橙"), ("橙", "保靖脐橙"), ("保靖", "保靖脐橙"), ("金寨", "金寨雨前茶"),
    ("雨前茶", "金寨雨前茶"), ("茶", "金寨雨前茶"), ("金寨 茶", "金寨雨前茶"), ("云雾", "金寨雨前茶"), ("清明", "金寨雨前茶"),
    ("小米", "米脂小米"), ("米脂", "米脂小米"), ("熬粥", "米脂小米"), ("谷子", "米脂小米"), ("黄土高原", "米脂小米"),
    ("杨梅", "仙居杨梅"), ("仙居", "仙居杨梅"), ("酸甜", "仙居杨梅"), ("梅", "仙居杨梅"), ("红糖", "兴义红糖"),
    ("甘蔗", "兴义红糖"), ("兴义 糖", "兴义红糖"), ("银耳", "古田银耳"), ("菌农", "古田银耳"), ("月饼", "云州月饼"),
    ("五仁", "云州月饼"), ("苹果", "洛川苹果"), ("洛川苹果", "洛川苹果"), ("温差", "洛川苹果"), ("苹果 洛川", "洛川苹果"),
    ("“苹果”", "洛川苹果"), ("苹果！", "洛川苹果"), ("　苹果　", "洛川苹果"), ("茶*", "金寨雨前茶"), ("(小米", "米脂小米"),
]  # fmt: skip
# By sound: with a Latin keyboard, with blanks and without, and with the wrong character of the right sound.
SOUNDS = [
    ("pingguo", "洛川苹果"), ("ping guo", "洛川苹果"), ("PingGuo", "洛川苹果"), ("luochuan", "洛川苹果"), ("luochuanpingguo", "洛川苹果"),
    ("xiaomi", "米脂小米"), ("mizhi xiaomi", "米脂小米"), ("yangmei", "仙居杨梅"), ("hongtang", "兴义红糖"), ("yueb", "云州月饼"), ("zzzzz", None),
    ("baojing", "保靖脐橙"), ("苹菓", "洛川苹果"), ("洋梅", "仙居杨梅"), ("宝靖", "保靖脐橙"), ("pinguo", "洛川苹果"), ("yangmie", "仙居杨梅"),
]  # fmt: skip
ENGLISH = [
    ("tea", "Jinzhai spring tea"), ("spring tea", "Jinzhai spring tea"), ("Jinzhai", "Jinzhai spring tea"), ("TEA", "Jinzhai spring tea"),
    ("mist", "Jinzhai spring tea"), ("millet", "Mizhi millet"), ("porridge", "Mizhi millet"), ("bayberries", "Xianju bayberries"),
    ("twenty days", "Xianju bayberries"), ("brown sugar", "Xingyi brown sugar"), ("sugar", "Xingyi brown sugar"), ("cane", "Xingyi brown sugar"),
    ("silver ear", "Gutian silver ear"), ("fungus", "Gutian silver ear"), ("moon cakes", "Yunzhou moon cakes"), ("apples", "Luochuan apples"),
    ("Luochuan", "Luochuan apples"), ("crisp", "Luochuan apples"), ("oranges", "Baojing oranges"), ("milet", "Mizhi millet"),
    ("aples", "Luochuan apples"), ("Luochaun", "Luochuan apples"), ("Baojing oranegs", "Baojing oranges"), ("'apples'", "Luochuan apples"),
]  # fmt: skip
CASES = [("zh-hans", *case) for case in (*CHINESE, *SOUNDS)] + [("en", *case) for case in ENGLISH]


@pytest.fixture(scope="module")
def shelf(django_db_setup, django_db_blocker):
    """The village, and seven products more with a page in both languages; two with a story."""
    with django_db_blocker.unblock(), transaction.atomic():
        ensure_site()
        people = make_people()
        village = build(people)
        for number, row in enumerate(GOODS):
            product = _product(people, number, row)
            if number < WITH_STORY:
                text = block("text", f"<p>{row[4] * 8}</p>")
                index = StoryIndexPage.objects.get(locale__language_code="zh-hans")
                story = make_story(index, people["author"], [text, card(product)], title=f"{row[0]}的一年四季")
                release_story(story, people)
        call_command("update_index", verbosity=0)
        cache.clear()
        yield village
        transaction.set_rollback(True)


def _product(people: dict, number: int, row: tuple):
    zh, en, code, (start, end), words_zh, words_en = row
    place = PlaceFactory(code=code, level="county", name_zh=zh[:2] + "县", name_en=en.split()[0])
    fields = {"name_zh": zh, "name_en": en, "place": place, "season_start": start, "season_end": end}
    # Only what a story carries needs its four steps.
    if number < WITH_STORY:
        product = verified_product(people, slug=f"good-{number}", photo=None, **fields)
        OfferFactory(product=product, sku=f"77700000001{number}")
    else:
        product = ProductFactory(slug=f"good-{number}", photo=None, **fields)
    for language, name, words in (("zh-hans", zh, words_zh), ("en", en, words_en)):
        locale = Locale.objects.get(language_code=language)
        page = ProductPage(
            title=name, slug=product.slug, locale=locale, product=product, body=f"<p>{words}</p>", live=False
        )
        ProductIndexPage.objects.get(locale=locale).add_child(instance=page)
        # What is looked for here is the finding; the gate has tests of its own.
        ProductPage.objects.filter(pk=page.pk).update(live=True, first_published_at=timezone.now())
    return product


def titles(found: searching.Found) -> list[str]:
    return [card.page.title for card in found.products] + [page.title for page in (*found.brands, *found.stories)]


def look(language: str, typed: str, **more) -> searching.Found:
    return searching.search(searching.asked({"q": typed, **more}, language))


def test_there_are_enough_queries():
    assert len(CASES) >= 60


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "typed", "first"), CASES)
def test_what_comes_first(shelf, language, typed, first):
    assert next(iter(titles(look(language, typed))), None) == first


@pytest.mark.django_db
def test_it_says_what_was_searched_for_instead(shelf):
    assert look("en", "milet").instead == "millet"
    assert look("en", "millet").instead == ""


@pytest.mark.django_db
def test_filters_narrow(shelf):
    assert titles(look("zh-hans", "的", form="video")) == ["摘橘子的一天"]
    assert titles(look("zh-hans", "", province="610000")) == ["洛川苹果", "米脂小米", "米脂小米的一年四季"]
    assert titles(look("zh-hans", "茶", province="610000")) == []
    # Nonsense narrows nothing.
    assert look("zh-hans", "苹果", province="x", form="poem", season="never").count == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "there"), [("2026-01-15", True), ("2026-07-15", False)])
def test_a_season_may_cross_new_year(shelf, time_machine, day, there):
    time_machine.move_to(f"{day}T04:00:00Z")
    assert ("兴义红糖" in titles(look("zh-hans", "", season="now"))) is there


@pytest.mark.django_db
def test_suggestions_begin_like_what_is_typed(shelf, client):
    def offered(language: str, typed: str) -> list[str]:
        return client.get(f"/{language}/search/suggest.json", {"q": typed}).json()["titles"]

    assert offered("en", "Lu") == ["Luochuan apples"]
    assert offered("zh-hans", "洛") == ["洛川苹果"]
    assert offered("zh-hans", "ping") == ["洛川苹果"]
    assert offered("zh-hans", "") == []
    assert offered("zh-hans", '"*(') == []


@pytest.mark.django_db
def test_words_are_marked_where_they_stand(shelf, client):
    page = client.get("/zh-hans/search/", {"q": "谷子"}).content.decode()
    assert "黄土高原上的<mark>谷子</mark>" in page
    hostile = client.get("/zh-hans/search/", {"q": "<mark> 苹果"}).content.decode()
    assert "&lt;mark&gt;" in hostile
