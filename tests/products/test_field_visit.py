"""The field form's address: pieces sent by the script or as plain forms, and what it answers."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from products import services, visits
from products.models import Evidence, VisitPhoto
from products.visit_files import add_photo
from tests import factories
from tests.products.days import day
from tests.products.test_files import PDF
from tests.products.visiting import met, photo_file

JSON = {"Accept": "application/json"}


@pytest.fixture
def address(recommended):
    return reverse("verification:visit", args=[recommended.pk])


@pytest.fixture
def inspector(client, people):
    client.force_login(people["inspector"])
    return people["inspector"]


@pytest.fixture
def visit(recommended, inspector):
    return visits.begin(recommended, inspector)


@pytest.fixture
def send(client, address):
    return lambda do, **fields: client.post(address, {"do": do, **fields}, headers=JSON)


def test_begun_and_filled_in_without_a_script(client, address, inspector, recommended):
    assert client.get(address).status_code == 200
    client.post(address, {"do": "begin"})
    visit = visits.standing_visit(recommended)
    key = uuid.uuid4()
    person = {"name": "田阿妹", "may_picture": "on", "consent_form": "signed", "consented_on": day(20)}
    for fields in (
        {"do": "photo", "key": key, "file": photo_file(), "caption_zh": "果园"},
        {"do": "person", "key": uuid.uuid4(), **person},
        {"do": "measurement", "key": "altitude", "value_zh": "620", "method": "GPS", "photo": key},
        {"do": "document", "file": SimpleUploadedFile("r.pdf", PDF), "title_zh": "报告"},
        {"do": "photo_words", "key": key, "caption_zh": "果园", "as_evidence": "on"},
        {"do": "details", "on": day(20), "note_zh": "看了四十株", "seen": 0, "latitude": "28.7", "longitude": "109.65"},
    ):
        assert client.post(address, fields).url == address
    page = client.get(address).content.decode()
    for text in ("田阿妹", "620", "果园", "28.7", "报告"):
        assert text in page
    assert client.post(address, {"do": "finish"}).url == reverse("verification:case", args=[recommended.pk])
    visit.refresh_from_db()
    assert visit.finished_at
    assert {item.title_zh for item in Evidence.objects.all()} == {"果园", "报告"}
    case = client.get(reverse("verification:case", args=[recommended.pk])).content.decode()
    for text in ("28.700000, 109.650000", "田阿妹", "620 m"):
        assert text in case


def test_a_plain_form_that_is_refused_keeps_what_was_typed(client, address, visit):
    answer = client.post(address, {"do": "details", "on": day(-2), "note_zh": "看了四十株", "seen": 0})
    assert answer.status_code == 422
    assert "看了四十株" in answer.content.decode()


def test_a_photo_sent_twice(send, visit):
    key = uuid.uuid4()
    for _again in range(2):
        answer = send("photo", key=key, file=photo_file()).json()
        assert str(key) in answer["html"]
        assert answer["saved"]
    assert VisitPhoto.objects.count() == 1


def test_reasons_come_in_the_persons_language(client, address, visit):
    fields = {"do": "photo", "key": uuid.uuid4(), "file": SimpleUploadedFile("a.jpg", PDF)}
    for language, words in (("en", "not a JPEG"), ("zh-hans", "不是")):
        fields["file"].seek(0)
        answer = client.post(address, fields, headers={**JSON, "Accept-Language": language})
        assert answer.status_code == 422
        assert answer.json()["error"] == "file.no_picture"
        assert words in answer.json()["message"]


def test_two_devices(send, visit):
    fields = {"on": day(2), "seen": 0, "note_zh": "a"}
    assert send("details", **fields, device=uuid.uuid4()).json()["changes"] == 1
    answer = send("details", **fields, device=uuid.uuid4())
    assert (answer.status_code, answer.json()["changes"]) == (409, 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "photo", "key": "x"},
        {"do": "photo", "key": str(uuid.uuid4())},
        {"do": "details", "on": "yesterday", "seen": 0},
        {"do": "details", "on": "2026-01-01", "seen": 0, "latitude": "north"},
        {"do": "photo_words", "key": str(uuid.uuid4())},
        {"do": "photo_words", "key": str(uuid.uuid4()), "people": ["x"]},
        {"do": "person", "key": str(uuid.uuid4())},
        {"do": "measurement", "key": "ä b", "value_zh": "1"},
        {"do": "finish"},
    ],
)
def test_bad_input_is_answered_with_a_reason(client, address, visit, fields):
    answer = client.post(address, fields, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["message"]


def test_an_unknown_piece(send, visit):
    assert send("bless").status_code == 404


def test_other_roles_get_nothing(client, people, address, visit):
    for role in ("recommender", "confirmer", "author", "editor"):
        client.force_login(people[role])
        assert client.get(address).status_code != 200
        assert client.post(address, {"do": "finish"}, headers=JSON).status_code in {302, 403}


def test_another_house_gets_nothing(client, address, visit, people):
    people["inspector"].organisation = factories.OrganisationFactory(kind="cooperative")
    people["inspector"].save()
    assert client.post(address, {"do": "details", "on": day(1), "seen": 0}, headers=JSON).status_code in {404, 422}
    visit.refresh_from_db()
    assert visit.changes == 0


def test_another_inspector_is_told_who_is_on_it(client, address, visit, people):
    client.force_login(people["admin"])
    page = client.get(address).content.decode()
    assert str(visit.inspector) in page
    assert 'name="take_over"' not in page


def test_nothing_is_begun_by_looking(client, address, inspector, recommended):
    client.get(address)
    assert not recommended.visits.exists()


def test_a_visit_that_was_sent_back_is_offered_to_start_from(client, recommended, visit, address, people):
    met(visit, people)
    visits.save_details(visit, visit.inspector, seen=0, on=day(20), note_zh="看了", no_photo_reason="雨")
    visits.finish(visit, visit.inspector)
    services.send_back_to_visit(recommended, people["admin"], reason="再测")
    assert 'name="carry"' in client.get(address).content.decode()
    client.post(address, {"do": "begin", "carry": "1"})
    assert visits.standing_visit(recommended).people.count() == 1


def test_the_page_takes_a_constant_number_of_queries(client, address, visit, people, django_assert_max_num_queries):
    def fill(number: int):
        someone = met(visit, people)
        for _again in range(number):
            item = add_photo(visit, visit.inspector, uuid.uuid4(), photo_file())
            item.people.add(someone)
            visits.save_measurement(
                visit, visit.inspector, label_en=f"m {uuid.uuid4()}"[:40], label_zh="", value_zh="1", method="x"
            )

    fill(1)
    client.get(address)
    fill(5)
    client.get(address)
    with django_assert_max_num_queries(32):
        client.get(address)
