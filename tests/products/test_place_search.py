"""Finding places, in the service and at the public address."""

import pytest

from products.models import Place
from products.place_search import LONGEST_QUERY, search_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_places")]


def codes(text: str, **options) -> list[str]:
    return [place.code for place in search_places(text, **options)]


@pytest.mark.parametrize(
    "text",
    [
        "保靖",
        "保靖县",
        "Baojing",
        "baojing",
        " BAOJING ",
        "bao jing",
        "Ｂａｏｊｉｎｇ",
        "433125",
        "湖南 保靖",
        "保靖 湖南",
        "湖南保靖",
        "湖南省湘西州保靖县",
        "湘西土家族苗族自治州保靖县",
        "Hunan Baojing",
        "湖南，保靖",
        "湖南省 · 湘西土家族苗族自治州 · 保靖县",
    ],
)
def test_baojing_comes_first(text):
    assert codes(text)[0] == "433125"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("luan", "341500"),
        ("Lu'an", "341500"),
        ("Lu’an", "341500"),
        ("luliang", "141100"),
        ("Lüliang", "141100"),
        ("wulumuqi", "650100"),
        ("Urumqi", "650100"),
        ("巍山县", "532927"),
        ("内蒙", "150000"),
        ("北京朝阳", "110105"),
        ("朝阳 吉林", "220104"),
        ("horqin left rear", "150522"),
        ("430000", "430000"),
    ],
)
def test_other_names(text, first):
    assert codes(text)[0] == first


def test_a_part_of_a_code_finds_what_lies_in_it():
    found = codes("4331", limit=50)
    assert found[0] == "433100"
    assert "433125" in found
    assert all(code.startswith("4331") for code in found)


def test_initials():
    assert "433125" in codes("bj", level="county")


def test_exact_before_longer_before_inside():
    found = codes("朝阳", limit=50)
    assert set(found[:4]) == {"211300", "110105", "211321", "220104"}
    found = codes("安县", limit=50)
    assert "510724" not in found  # it is Anzhou now
    assert found


def test_a_province_is_followed_by_what_lies_in_it():
    assert codes("湖南", limit=3) == ["430000", "430100", "430200"]
    assert all(code.startswith("43") for code in codes("湖南", level="county", limit=20))


def test_level_and_limit():
    assert {place.level for place in search_places("南", level="prefecture")} == {"prefecture"}
    assert len(codes("南", limit=7)) == 7


@pytest.mark.parametrize(
    "text", ["", "   ", "·", "%", "_", "'", "\x00", "没有这样的地方", "999999", "x" * 10_000, "🍊", "' OR 1=1 --"]
)
def test_nothing_is_found(text):
    assert codes(text) == []


def test_two_queries_whatever_was_typed(django_assert_num_queries):
    for text in ("保靖", "湖南 保靖", "a", "4331"):
        with django_assert_num_queries(2):
            for place in search_places(text, limit=50):
                place.path()


def test_a_name_given_by_hand_is_found():
    Place.objects.filter(code="433125").update(name_zh="新保靖市", name_en="New Baojing")
    assert codes("新保靖") == ["433125"]
    assert codes("new baojing") == ["433125"]


class TestAddress:
    URL = "/places/search.json"

    def rows(self, client, **query) -> list[dict]:
        answer = client.get(self.URL, query)
        assert answer.status_code == 200
        return answer.json()["places"]

    def test_rows_in_the_language_asked_for(self, client):
        zh = {"code": "433125", "name": "保靖县", "path": "湖南省 · 湘西土家族苗族自治州 · 保靖县"}
        en = {"code": "433125", "name": "Baojing", "path": "Hunan · Xiangxi · Baojing"}
        assert self.rows(client, q="保靖", lang="zh-hans") == [zh]
        assert self.rows(client, q="保靖", lang="en") == [en]
        answer = client.get(self.URL, {"q": "保靖"}, headers={"accept-language": "en"})
        assert answer.json()["places"] == [en]
        assert "Accept-Language" in answer["Vary"]

    def test_it_may_be_kept_and_sets_no_cookie(self, client):
        answer = client.get(self.URL, {"q": "保靖"})
        assert "public" in answer["Cache-Control"]
        assert "max-age" in answer["Cache-Control"]
        assert not answer.cookies

    def test_at_most_twenty(self, client):
        assert len(self.rows(client, q="南")) == 20
        assert self.rows(client, q="") == self.rows(client) == []

    def test_one_level(self, client):
        assert [row["code"] for row in self.rows(client, q="朝阳", level="prefecture")] == ["211300"]

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ({"q": "x" * (LONGEST_QUERY + 1)}, "places.query_too_long"),
            ({"q": "x", "level": "village"}, "places.unknown_level"),
        ],
    )
    def test_nonsense_is_said(self, client, query, code):
        answer = client.get(self.URL, query)
        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == code
        assert answer.json()["detail"]

    def test_only_reading(self, client):
        assert client.post(self.URL).status_code == 405

    def test_two_queries(self, client, django_assert_num_queries):
        with django_assert_num_queries(2):
            self.rows(client, q="湖南 南")
