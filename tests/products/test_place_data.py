"""The file of places, and what bringing it into the database does to places that are there."""

import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.demo.load.content import product_files, read
from products.models import Place
from products.place_data import load_places, read_places

ROWS = {row.code: row for row in read_places()}


def test_the_file_holds_every_level():
    levels = [row.level for row in ROWS.values()]
    assert len(ROWS) == len(read_places()) == 3212
    assert (levels.count("province"), levels.count("prefecture")) == (34, 333)


def test_rows_are_whole():
    limits = {"name_zh": 60, "name_en": 80}
    for row in ROWS.values():
        assert len(row.code) == 6, row
        assert row.code.isdigit(), row
        for name, limit in limits.items():
            text = getattr(row, name)
            assert text == text.strip(), row
            assert 0 < len(text) <= limit, row
        assert row.name_en[0].isupper(), row
        assert not row.name_en.endswith(("diqu", "zizhixian", "zizhizhou")), row


def test_each_but_a_province_hangs_on_a_higher_one():
    for row in ROWS.values():
        if row.level == "province":
            assert row.parent is None, row
        else:
            assert row.code.startswith(ROWS[row.parent].code[:2]), row
            assert ROWS[row.parent].level != "county", row


def test_siblings_can_be_told_apart():
    named = [(row.parent, row.name_en) for row in ROWS.values()]
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("code", "parent"),
    [
        ("433125", "433100"),  # Baojing in Xiangxi
        ("429004", "420000"),  # Xiantao, governed by the province
        ("469029", "460000"),  # Baoting, likewise
        ("659001", "650000"),  # Shihezi, likewise
        ("110101", "110000"),  # Dongcheng in a municipality
        ("500229", "500000"),  # Chengkou, a county of one
        ("441900", "440000"),  # Dongguan, a prefecture without counties
    ],
)
def test_parents_follow_from_the_code(code, parent):
    assert ROWS[code].parent == parent


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("433125", "保靖县", "Baojing"),
        ("653123", "英吉沙县", "Yengisar"),
        ("341500", "六安市", "Lu'an"),
        ("610100", "西安市", "Xi'an"),
        ("330382", "乐清市", "Yueqing"),
        ("130225", "乐亭县", "Laoting"),
        ("361124", "铅山县", "Yanshan"),
        ("440113", "番禺区", "Panyu"),
        ("441422", "大埔县", "Dabu"),
        ("410621", "浚县", "Xunxian"),
        ("141024", "洪洞县", "Hongtong"),
        ("341021", "歙县", "Shexian"),
        ("140300", "阳泉市", "Yangquan"),
        ("511100", "乐山市", "Leshan"),
        ("141100", "吕梁市", "Lüliang"),
        ("610000", "陕西省", "Shaanxi"),
        ("150000", "内蒙古自治区", "Inner Mongolia"),
        ("540000", "西藏自治区", "Xizang"),
        ("650100", "乌鲁木齐市", "Urumqi"),
        ("540200", "日喀则市", "Xigaze"),
        ("653201", "和田市", "Hotan City"),
        ("532927", "巍山彝族回族自治县", "Weishan"),
    ],
)
def test_names(code, zh, en):
    assert (ROWS[code].name_zh, ROWS[code].name_en) == (zh, en)


def test_every_place_of_the_demo_is_there():
    codes = [row["place"] for row in product_files()]
    codes += [row["place"] for row in read("organisations")["organisation"] if row.get("place")]
    assert len(codes) > 20
    assert set(codes) <= set(ROWS)


@pytest.mark.django_db
class TestLoading:
    def test_all_at_once_and_quickly(self):
        begin = time.process_time()
        assert load_places() == (3212, 0)
        assert time.process_time() - begin < 1
        assert Place.objects.count() == 3212
        assert Place.objects.get(code="433125").path("en") == "Hunan · Xiangxi · Baojing"

    def test_a_second_time_asks_once_and_writes_nothing(self):
        load_places()
        with CaptureQueriesContext(connection) as seen:
            assert load_places() == (0, 0)
        assert [query["sql"][:6] for query in seen if "SAVEPOINT" not in query["sql"]] == ["SELECT"]

    def test_what_was_renamed_or_added_by_hand_stays(self):
        load_places()
        Place.objects.filter(code="433125").update(name_en="Paojing")
        Place.objects.create(code="653133", level="county", name_zh="岑岭县", name_en="Cenling", parent_id="653100")
        assert load_places() == (0, 0)
        assert Place.objects.get(code="433125").name_en == "Paojing"
        assert Place.objects.filter(code="653133").exists()

    def test_an_update_brings_the_names_of_the_file_and_keeps_what_was_added(self):
        load_places()
        Place.objects.filter(code="433125").update(name_en="Paojing", parent=None)
        Place.objects.filter(code="433126").delete()
        Place.objects.create(code="653133", level="county", name_zh="岑岭县", name_en="Cenling", parent_id="653100")
        assert load_places(update=True) == (1, 1)
        place = Place.objects.get(code="433125")
        assert (place.name_en, place.parent_id) == ("Baojing", "433100")
        assert Place.objects.filter(code__in=["653133", "433126"]).count() == 2
        assert load_places(update=True) == (0, 0)

    def test_the_commands(self, site, capsys):
        call_command("setup_site")
        assert Place.objects.count() == 3212
        Place.objects.filter(code="433125").update(name_en="Paojing")
        call_command("load_places")
        call_command("load_places", update=True)
        said = capsys.readouterr().out
        assert "0 places added, 0 changed." in said
        assert "0 places added, 1 changed." in said
