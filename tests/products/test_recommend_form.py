"""The public form and the tracking page: limits, spam, languages, what is kept and what is never shown."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils import timezone

from products import spam
from products.models import Letter, Recommendation
from products.recommendations import accept, decline
from tests import factories
from tests.products.recommending import WHY, pdf, photo, received, words

pytestmark = pytest.mark.django_db
URL = "/recommend/?lang=en"


@pytest.fixture(autouse=True)
def quick(monkeypatch, site):
    """Nobody waits here for the seconds a person needs."""
    monkeypatch.setattr(spam, "QUICKEST_SECONDS", -1)
    cache.clear()
    hunan = factories.PlaceFactory(code="430000", level="province", name_zh="湖南省", name_en="Hunan")
    factories.PlaceFactory(parent=hunan)


def filled(**others) -> dict:
    fields = {**words(), "place": "保靖县", "key": str(uuid4()), "opened": spam.stamp(), "website": "", **others}
    return {name: value for name, value in fields.items() if value not in (None, False)}


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def errors(response, field: str) -> str:
    return soup(response).select_one(f'[data-field="{field}"] [data-errors]').get_text(" ", strip=True)


def summary(response) -> str:
    return soup(response).select_one("[data-summary]").get_text(" ", strip=True)


class TestSending:
    def test_it_is_received_and_leads_to_its_own_page(self, client):
        answer = client.post(URL, filled(photos=[photo(), photo("b.jpg")], documents=[pdf()]))
        assert answer.status_code == 302
        row = Recommendation.objects.get()
        assert (row.place_id, row.language, row.supply_kg, row.season_start) == ("433125", "en", 20_000, 11)
        assert row.files.count() == 3
        page = client.get(answer["Location"])
        address = soup(page).select_one("input.address")["value"]
        assert address in Letter.objects.get().body
        assert client.get(address.replace("http://testserver", "")).status_code == 200

    def test_sent_twice_it_leads_to_the_same_page(self, client):
        fields = filled()
        first, second = client.post(URL, fields), client.post(URL, fields)
        assert first["Location"] == second["Location"]
        assert Recommendation.objects.count() == 1

    @pytest.mark.parametrize(
        "text",
        [
            "保靖县",
            "baojing county",
            "Baojing",
            "433125",
            "保靖",
            "湖南 433125",
            "湖南省保靖县",
            "Baojing County, Hunan",
        ],
    )
    def test_a_county_is_known_by_name_and_code(self, client, text):
        assert client.post(URL, filled(place=text)).status_code == 302

    def test_one_of_several_counties_is_chosen(self, client):
        for code, province in (("320106", "320000"), ("410204", "410000")):
            above = factories.PlaceFactory(
                code=province, level="province", name_zh={"320000": "江苏省", "410000": "河南省"}[province]
            )
            factories.PlaceFactory(code=code, name_zh="鼓楼区", name_en="Gulou District", parent=above)
        asked = client.post(URL, filled(place="鼓楼区"))
        assert [field["value"] for field in soup(asked).select("input[type=radio][name=place_code]")] == [
            "320106",
            "410204",
        ]
        assert client.post(URL, filled(place="鼓楼区", place_code="410204")).status_code == 302
        assert client.post(URL, filled(place="江苏省 鼓楼区", why=f"{WHY} Two.")).status_code == 302
        assert set(Recommendation.objects.values_list("place_id", flat=True)) == {"320106", "410204"}

    def test_both_languages(self, client):
        assert "推荐" in soup(client.get("/recommend/?lang=zh-hans")).h1.get_text()
        assert "Recommend" in soup(client.get(URL)).h1.get_text()
        client.post("/recommend/?lang=zh-hans", filled())
        assert Recommendation.objects.get().language == "zh-hans"

    def test_somebody_with_an_account_cannot_speak_for_others(self, client, people):
        client.force_login(people["recommender"])
        page = soup(client.get(URL))
        assert page.select_one("[name=organisation_name]").has_attr("disabled")
        client.post(URL, filled(organisation_name="Somebody else"))
        row = Recommendation.objects.get()
        assert (row.organisation, row.state) == (people["recommender"].organisation, "accepted")


class TestWrongFields:
    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("name_zh", {"name_zh": "", "name_en": ""}),
            ("name_zh", {"name_zh": "橙" * 61}),
            ("place", {"place": "Atlantis"}),
            ("place", {"place": ""}),
            ("season_end", {"season_end": ""}),
            ("supply_kg", {"supply_kg": "2.5"}),
            ("supply_kg", {"supply_kg": "-1"}),
            ("supply_kg", {"supply_kg": "9" * 12}),
            ("why", {"why": "Good."}),
            ("why", {"why": "x" * 2001}),
            ("contact_email", {"contact_email": "", "contact_phone": ""}),
            ("contact_email", {"contact_email": "nobody@"}),
            ("organisation_kind", {"organisation_kind": "platform"}),
            ("photos", {"photos": [photo("disguised.pdf")] * 11}),
            ("documents", {"documents": [photo("disguised.pdf")]}),
        ],
    )
    def test_is_said_beside_the_field_and_all_else_is_kept(self, client, field, changes):
        answer = client.post(URL, filled(**changes))
        assert answer.status_code == 422
        assert errors(answer, field)
        assert not Recommendation.objects.exists()
        kept = soup(answer).select_one("[name=contact_name]")["value"]
        assert kept == "向明远"

    def test_what_was_typed_comes_back_as_text(self, client):
        script = '"><script>alert(1)</script>'
        page = client.post(URL, filled(name_zh=script, why=script)).content.decode()
        assert "<script>alert" not in page
        answer = client.post(URL, filled(name_zh=script, why=script + WHY))
        assert "<script>alert" not in client.get(answer["Location"]).content.decode()

    def test_in_the_language_of_the_page(self, client):
        answer = client.post("/recommend/?lang=zh-hans", filled(place="亚特兰蒂斯"))
        assert "县" in errors(answer, "place")

    def test_too_large_a_form_is_not_read(self, client):
        answer = client.post(URL, filled(), headers={"content-length": str(200 * 1024**2)})
        assert answer.status_code == 413
        assert "152" in summary(answer)

    def test_a_form_of_another_site_is_refused(self):
        from django.test import Client

        assert Client(enforce_csrf_checks=True).post(URL, filled()).status_code == 403


class TestSpam:
    @pytest.mark.parametrize(
        "changes",
        [
            {"website": "https://example.com"},
            {"opened": ""},
            {"opened": "open:1:forged"},
            {"why": f"{WHY} http://a.example http://b.example https://c.example"},
        ],
    )
    def test_is_refused_with_a_reason(self, client, changes):
        answer = client.post(URL, filled(**changes))
        assert answer.status_code == 422
        assert summary(answer)
        assert not Recommendation.objects.exists()

    def test_faster_than_a_person(self, client, monkeypatch):
        monkeypatch.setattr(spam, "QUICKEST_SECONDS", 4)
        assert client.post(URL, filled()).status_code == 422

    def test_a_page_that_lay_open_too_long_gets_a_new_stamp(self, client, monkeypatch):
        monkeypatch.setattr(spam, "LONGEST_SECONDS", -1)
        answer = client.post(URL, filled(opened=spam.stamp()))
        assert "once more" in summary(answer)
        monkeypatch.undo()
        again = soup(answer).select_one("[name=opened]")["value"]
        monkeypatch.setattr(spam, "QUICKEST_SECONDS", -1)
        assert client.post(URL, filled(opened=again)).status_code == 302

    def test_so_many_of_one_visitor_in_a_day(self, client, monkeypatch):
        monkeypatch.setattr(spam, "MOST_RECEIVED", 2)
        for number in range(2):
            assert client.post(URL, filled(why=f"{WHY} {number}")).status_code == 302
        assert client.post(URL, filled(why=f"{WHY} 3")).status_code == 422
        other = client.post(URL, filled(why=f"{WHY} 4"), REMOTE_ADDR="192.0.2.9")
        assert other.status_code == 302

    def test_so_many_tries_in_an_hour(self, client, monkeypatch):
        monkeypatch.setattr(spam, "MOST_TRIES", 2)
        assert [client.post(URL, {}).status_code for _try in range(3)] == [422, 422, 429]

    def test_no_address_is_kept(self, client):
        client.post(URL, filled(), REMOTE_ADDR="192.0.2.77")
        kept = str(list(Recommendation.objects.values())) + str(getattr(cache, "_cache", ""))
        assert "192.0.2.77" not in kept


class TestTracking:
    def page(self, client, row) -> tuple:
        from products.recommendations import token_of

        answer = client.get(f"/recommend/{token_of(row.key)}/?lang=en")
        return answer, soup(answer).main.get_text(" ", strip=True)

    def test_shows_no_contact_data(self, client):
        answer, text = self.page(client, received(contact_phone="010-1234"))
        for secret in ("向明远", "orchard@example.org", "010-1234"):
            assert secret not in answer.content.decode()
        assert "Received" in text

    def test_is_kept_from_caches_searches_and_other_sites(self, client):
        answer, _text = self.page(client, received())
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
        assert soup(answer).select_one('meta[name=robots][content="noindex"]')
        assert not soup(answer).select_one("link[rel=canonical]")

    def test_says_why_it_was_declined(self, client, people):
        row = decline(received(), people["inspector"], reason="Nobody grows it there.")
        assert "Nobody grows it there." in self.page(client, row)[1]

    def test_leads_to_the_record_once_it_is_confirmed(self, client, people):
        row = accept(received(), people["inspector"])
        assert "/verify/" not in self.page(client, row)[0].content.decode()
        from products import services

        visitor = people["admin"]
        today = timezone.localdate()
        services.record_visit(row.verification, visitor, on=today)
        factories.assess(row.verification, visitor, on=today)
        services.confirm(
            row.verification, people["confirmer"], on=today, valid_until=today.replace(year=today.year + 1)
        )
        page = soup(self.page(client, row)[0])
        assert page.main.select_one('a[href^="/verify/"]')
        assert "Confirmed" in page.select_one("#standing").get_text()

    def test_nobody_elses_address_exists(self, client):
        assert client.get("/recommend/abc/").status_code == 404

    def test_asks_the_database_little(self, client, django_assert_max_num_queries, people):
        row = accept(received(), people["inspector"])
        self.page(client, row)
        with django_assert_max_num_queries(8):
            self.page(client, row)
