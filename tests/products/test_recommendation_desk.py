"""Recommendations at the desk: who sees which, the verdict, the files that are not public, many from a file."""

import csv
import io
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from products import recommendation_sheet as sheet
from products.errors import Refused
from products.models import Letter, Product, Recommendation
from products.recommendations import receive
from tests import factories
from tests.products.recommending import WHY, pdf, photo, received, words

pytestmark = pytest.mark.django_db

ROW = {
    "name_zh": "保靖脐橙",
    "name_en": "",
    "kind": "脐橙",
    "place": "保靖县",
    "village": "黄金村",
    "season_start": "11月",
    "season_end": "1",
    "supply_kg": "20,000 kg",
    "why": WHY,
}


@pytest.fixture
def shop(people):
    """A person of an e-commerce platform who may recommend."""
    person = people["recommender"]
    person.organisation = factories.OrganisationFactory(key="shop", kind="ecommerce", name_zh="山货电商")
    person.email = "shop@example.org"
    person.save()
    factories.PlaceFactory()
    return person


def table(*rows: dict) -> list[list]:
    return [
        [" ".join(names) for names in sheet.COLUMNS.values()],
        *([row[name] for name in sheet.COLUMNS] for row in rows),
    ]


def csv_bytes(*rows: dict, encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(table(*rows))
    return text.getvalue().encode(encoding)


def xlsx_bytes(*rows: dict) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in table(*rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def taken(data: bytes, person) -> sheet.Taken:
    return sheet.take(sheet.parse(data, person).rows, person)


class TestListing:
    def test_each_sees_what_concerns_them(self, client, people, django_assert_max_num_queries):
        theirs = receive("0" * 32, language="en", person=people["author"], **words()).recommendation
        other = received(place=factories.PlaceFactory(code="110101", name_zh="东城区"), why=f"{WHY} Other.")
        client.force_login(people["author"])
        url = reverse("recommendation:inspect", args=[other.pk])
        assert client.get(reverse("recommendation:inspect", args=[theirs.pk])).status_code == 200
        assert client.get(url).status_code == 404
        assert client.post(reverse("recommendation:verdict", args=[other.pk, "accept"])).status_code == 404
        client.force_login(people["inspector"])
        assert client.get(url).status_code == 200
        for number in range(5):
            received(name_zh=f"产品{number}", why=f"{WHY} {number}")
        client.get(reverse("recommendation:index"))
        with django_assert_max_num_queries(22):
            assert len(client.get(reverse("recommendation:index")).context["object_list"]) == 7

    def test_a_county_sees_its_own_without_the_contacts_of_others(self, client, people):
        row = received(contact_phone="010-1234")
        client.force_login(people["recommender"])
        page = client.get(reverse("recommendation:inspect", args=[row.pk])).content.decode()
        assert row.why in page
        assert "010-1234" not in page
        client.force_login(people["inspector"])
        assert "010-1234" in client.get(reverse("recommendation:inspect", args=[row.pk])).content.decode()

    def test_no_cell_of_the_export_computes(self, client, people):
        Recommendation.objects.filter(pk=received().pk).update(name_zh="=HYPERLINK(A1)")
        client.force_login(people["inspector"])
        text = b"".join(client.get(reverse("recommendation:index") + "?export=csv").streaming_content).decode()
        assert "'=HYPERLINK" in text

    def test_the_export_holds_no_contact_data(self, client, people):
        received()
        client.force_login(people["inspector"])
        text = b"".join(client.get(reverse("recommendation:index") + "?export=csv").streaming_content).decode()
        assert "保靖脐橙" in text
        assert "orchard@example.org" not in text


class TestVerdict:
    def test_taking_in_by_the_form(self, client, people):
        row = received()
        client.force_login(people["inspector"])
        page = client.get(reverse("recommendation:inspect", args=[row.pk])).content.decode()
        assert "accept-name_zh" in page
        answer = client.post(
            reverse("recommendation:verdict", args=[row.pk, "accept"]),
            {"accept-name_zh": "保靖脐橙", "accept-name_en": "Baojing oranges", "accept-kind": "oranges"},
        )
        row.refresh_from_db()
        assert answer["Location"] == reverse("verification:case", args=[row.verification_id])
        assert row.verification.product.kind == "oranges"

    def test_the_history_says_who_decided(self, client, people):
        row = received()
        client.force_login(people["inspector"])
        client.post(reverse("recommendation:verdict", args=[row.pk, "decline"]), {"decline-reason": "Grown elsewhere."})
        history = client.get(reverse("recommendation:inspect", args=[row.pk])).context["history"]
        assert [entry.reason for entry in history] == ["", "Grown elsewhere."]
        assert history[1].who == str(people["inspector"])

    def test_what_is_missing_is_said(self, client, people):
        row = received(name_en="")
        client.force_login(people["inspector"])
        answer = client.post(reverse("recommendation:verdict", args=[row.pk, "accept"]), {"accept-name_zh": "保靖脐橙"})
        assert answer.status_code == 422
        assert not Product.objects.exists()

    def test_whoever_comes_second_is_told(self, client, people):
        row = received()
        url = reverse("recommendation:verdict", args=[row.pk, "decline"])
        client.force_login(people["inspector"])
        client.post(url, {"decline-reason": "Known."})
        client.force_login(people["confirmer"])
        answer = client.post(url, {"decline-reason": "Also known."}, follow=True)
        row.refresh_from_db()
        assert row.decision_reason == "Known."
        assert [message.level_tag for message in answer.context["messages"]][-1] == "error"

    def test_likely_duplicates_are_pointed_out(self, client, people):
        known = factories.ProductFactory(name_zh="脐橙", name_en="Navel", kind="x")
        alike = factories.ProductFactory(name_zh="酉水脐橙", name_en="", kind="y")
        kind = factories.ProductFactory(name_zh="蜜桔", name_en="", kind="oranges")
        factories.ProductFactory(name_zh="黄金茶", name_en="Golden tea", kind="tea")
        elsewhere = factories.PlaceFactory(code="110101", name_zh="东城区")
        factories.ProductFactory(name_zh="保靖脐橙", place=elsewhere)
        client.force_login(people["inspector"])
        row = received(name_en="")
        found = client.get(reverse("recommendation:inspect", args=[row.pk])).context["duplicates"]
        assert [likeness.product for likeness in found] == [known, alike, kind]
        assert [likeness.certain for likeness in found] == [True, False, False]


class TestFiles:
    @pytest.fixture
    def files(self, site, settings, tmp_path):
        # Documents are served from a disk.
        settings.MEDIA_ROOT = tmp_path
        disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
        settings.STORAGES = {**settings.STORAGES, "default": disk}
        row = receive("1" * 32, language="en", photos=[photo()], documents=[pdf()], **words()).recommendation
        return list(row.files.all())

    @pytest.mark.parametrize(("role", "status"), [("inspector", 200), ("confirmer", 200), ("author", 302)])
    def test_documents_open_for_those_who_decide(self, client, people, files, role, status):
        client.force_login(people[role])
        assert client.get(files[1].document.url).status_code == status

    def test_documents_are_closed_to_strangers(self, client, files):
        assert client.get(files[1].document.url).status_code == 302

    @pytest.mark.parametrize(("role", "shown"), [("author", False), ("recommender", False), ("inspector", True)])
    def test_photos_are_not_for_the_authors_to_choose(self, client, people, files, role, shown):
        public = factories.PhotoFactory()
        client.force_login(people[role])
        page = client.get(reverse("wagtailimages_chooser:choose")).content.decode()
        assert (files[0].photo.title in page) is shown
        assert public.title in page
        edit = client.get(reverse("wagtailimages:edit", args=[files[0].photo_id]))
        assert edit.status_code == 302


class TestFromAFile:
    # Named, as a workbook's bytes hold the second it was made and name the test anew in every process.
    @pytest.mark.parametrize(
        "data", [csv_bytes(ROW), csv_bytes(ROW, encoding="gb18030"), xlsx_bytes(ROW)], ids=["csv", "gb18030", "xlsx"]
    )
    def test_rows_are_taken_in(self, shop, data):
        assert taken(data, shop) == sheet.Taken(1, 1, 0)
        row = Recommendation.objects.get()
        assert (row.season_start, row.season_end, row.supply_kg, row.place_id) == (11, 1, 20_000, "433125")
        assert (row.organisation, row.verification.product.brought_by) == (shop.organisation, shop.organisation)

    def test_the_same_file_again_changes_nothing(self, shop):
        rows = (ROW, {**ROW, "name_zh": "黄金茶"})
        assert taken(csv_bytes(*rows), shop).received == 2
        assert taken(xlsx_bytes(*reversed(rows)), shop) == sheet.Taken(0, 0, 2)
        assert Recommendation.objects.count() == 2

    def test_one_letter_for_the_whole_file(self, shop):
        taken(csv_bytes(ROW, {**ROW, "name_zh": "黄金茶"}), shop)
        assert [letter.to for letter in Letter.objects.all()] == ["shop@example.org"]

    def test_wrong_rows_are_named_and_nothing_is_taken(self, client, shop):
        wrong = (
            {**ROW, "place": "亚特兰蒂斯"},
            {**ROW, "supply_kg": "much"},
            {**ROW, "season_end": "13"},
            {**ROW, "why": "Good."},
            {**ROW, "name_zh": "=1+1"},
        )
        parsed = sheet.parse(csv_bytes(ROW, *wrong), shop)
        assert [rejected.row for rejected in parsed.rejected] == [3, 4, 5, 6, 7]
        client.force_login(shop)
        answer = client.post(
            reverse("recommendation:sheet"), {"file": SimpleUploadedFile("a.csv", csv_bytes(ROW, *wrong))}
        )
        assert answer.status_code == 422
        assert "亚特兰蒂斯" in answer.content.decode()
        assert not Recommendation.objects.exists()

    def test_what_is_known_waits_and_is_pointed_out(self, shop):
        known = factories.ProductFactory(name_zh="脐橙")
        rows = sheet.parse(csv_bytes(ROW, {**ROW, "name_zh": "黄金茶"}, {**ROW, "name_zh": "保靖黄金茶"}), shop).rows
        looked = sheet.look(rows, shop)
        assert [likeness.product for likeness in looked[0].duplicates] == [known]
        assert [row.waits for row in looked] == [True, False, True]
        assert looked[2].twice == 3
        assert sheet.take(rows, shop) == sheet.Taken(3, 1, 0)

    def test_a_row_that_is_refused_takes_all_back(self, shop):
        rows = sheet.parse(csv_bytes(ROW), shop).rows
        with pytest.raises(Refused):
            sheet.take([*rows, (3, {**rows[0][1], "why": "short"})], shop)
        assert not Recommendation.objects.exists()

    @pytest.mark.parametrize(
        ("code", "data"),
        [
            ("recommendations.too_many_rows", csv_bytes(*[ROW] * 201)),
            ("recommendations.file_too_large", b"x" * (2 * 1024**2 + 1)),
            ("recommendations.columns_missing", b"a,b\n1,2\n"),
            ("recommendations.no_rows", csv_bytes()),
            ("recommendations.file_binary", b"%PDF-1.7"),
        ],
    )
    def test_limits(self, shop, code, data):
        with pytest.raises(Refused) as refusal:
            sheet.parse(data, shop)
        assert refusal.value.code == code

    def test_from_upload_to_confirmation(self, client, shop):
        client.force_login(shop)
        file = SimpleUploadedFile("a.csv", csv_bytes(ROW))
        preview = client.post(reverse("recommendation:sheet"), {"file": file})
        assert preview.status_code == 200
        assert not Recommendation.objects.exists()
        rows = preview.context["rows"]
        answer = client.post(reverse("recommendation:take_sheet"), {"rows": rows})
        assert answer["Location"] == reverse("recommendation:index")
        assert Recommendation.objects.get().name_zh == "保靖脐橙"

    def test_rows_that_were_changed_on_the_way_are_refused(self, client, shop, people):
        rows = sheet.parse(csv_bytes(ROW), shop).rows
        client.force_login(shop)
        for text in ("", sheet.sealed(rows, shop)[:-2], sheet.sealed(rows, people["admin"])):
            client.post(reverse("recommendation:take_sheet"), {"rows": text})
        assert not Recommendation.objects.exists()

    def test_the_template_is_a_file_that_is_read_again(self, client, shop):
        client.force_login(shop)
        template = client.get(reverse("recommendation:sheet_template")).content
        assert len(sheet.parse(template + csv_bytes(ROW).split(b"\r\n", 1)[1], shop).rows) == 1

    def test_only_for_those_who_may_recommend(self, client, people):
        client.force_login(people["inspector"])
        for name in ("sheet", "sheet_template"):
            assert client.get(reverse(f"recommendation:{name}")).status_code == 302


def test_waiting_letters_wake_the_worker(site, monkeypatch):
    woken = []
    worker = SimpleNamespace(enqueue=lambda: woken.append(1))
    monkeypatch.setattr("products.management.commands.send_letters.send_letters", worker)
    call_command("send_letters")
    assert not woken
    received()
    call_command("send_letters")
    assert woken == [1]


def test_the_door_of_the_casework_stands_once_and_is_not_the_first(site):
    from wagtail.models import Collection

    from cms.site_setup import ensure_site
    from products.casework_files import casework_collection

    ensure_site()
    door = casework_collection().view_restrictions.get()
    assert set(door.groups.values_list("name", flat=True)) == {"inspector", "confirmer"}
    assert Collection.get_first_root_node().name == "Root"
