"""The case page: who sees which form, what a form does, and what a refusal says."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document

from products import claims, services
from products import followers as seam
from products.admin.case_history import history_of
from products.models import Evidence, Photo
from products.models import VerificationState as State
from tests import factories
from tests.products.days import day
from tests.products.test_files import PDF, png_claiming


def show(client, verification):
    return client.get(reverse("verification:case", args=[verification.pk]))


def act(client, verification, action: str, **fields):
    data = {name if name == "seen" else f"{action}-{name}": value for name, value in fields.items()}
    return client.post(reverse("verification:action", args=[verification.pk, action]), data)


def offered(response) -> list[str]:
    return [action.key for action, _form in response.context["actions"]]


def form_of(response, key: str):
    return next(form for action, form in response.context["actions"] if action.key == key)


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        ("recommender", ["evidence"]),
        ("inspector", ["visit", "evidence", "refuse"]),
        ("confirmer", []),
        ("editor", []),
        ("admin", ["visit", "evidence", "refuse"]),
    ],
)
def test_people_see_what_they_may_do(client, people, recommended, role, actions):
    client.force_login(people[role])
    assert offered(show(client, recommended)) == actions


def test_the_whole_way_by_the_forms(client, people, product):
    client.force_login(people["recommender"])
    response = client.post(
        reverse("verification:recommend"), {"product": product.pk, "on": day(30), "note_zh": "坡地", "note_en": ""}
    )
    verification = product.verifications.get()
    assert response.url == reverse("verification:case", args=[verification.pk])
    client.force_login(people["inspector"])
    act(client, verification, "visit", on=day(20), note_zh="看了四十株")
    act(client, verification, "evidence", title_zh="报告", file=SimpleUploadedFile("r.pdf", PDF))
    act(client, verification, "assess", on=day(15), **factories.assessment_fields())
    client.force_login(people["confirmer"])
    assert offered(show(client, verification)) == ["confirm", "revisit", "reassess", "refuse"]
    act(client, verification, "confirm", on=day(10), valid_until=day(-100))
    product.refresh_from_db()
    assert product.is_verified()
    assert product.current_verification.evidence.get().document.filename == "r.pdf"
    page = show(client, verification)
    assert offered(page) == ["withdraw"]
    for text in ("看了四十株", "inspector", "confirmer"):
        assert text in page.content.decode()


def test_withdrawing_says_what_followed(client, people, verified, monkeypatch):
    monkeypatch.setattr(seam.on_verification_ended, "followers", [lambda product, verification: "Two feeds were told."])
    client.force_login(people["confirmer"])
    response = client.post(
        reverse("verification:action", args=[verified.current_verification_id, "withdraw"]),
        {"withdraw-reason": "mixed"},
        follow=True,
    )
    assert "Two feeds were told." in said(response)
    assert "mixed" in response.content.decode()


class TestBadInput:
    def unchanged(self, verification, state):
        verification.refresh_from_db()
        assert verification.state == state

    def test_a_refusal_is_said_in_words_beside_the_form(self, client, people, recommended):
        client.force_login(people["inspector"])
        with_future = act(client, recommended, "visit", on=day(-3))
        assert with_future.status_code == 422
        form = form_of(with_future, "visit")
        assert "future" in str(form.non_field_errors()) or "未来" in str(form.non_field_errors())
        self.unchanged(recommended, State.RECOMMENDED)

    @pytest.mark.parametrize("on", ["", "yesterday", "2026-13-01"])
    def test_no_date(self, client, people, recommended, on):
        client.force_login(people["inspector"])
        assert act(client, recommended, "visit", on=on).status_code == 422
        self.unchanged(recommended, State.RECOMMENDED)

    def test_a_long_note(self, client, people, recommended):
        client.force_login(people["inspector"])
        assert act(client, recommended, "visit", on=day(1), note_zh="长" * 4001).status_code == 422
        self.unchanged(recommended, State.RECOMMENDED)

    def test_no_reason(self, client, people, verified):
        client.force_login(people["confirmer"])
        assert act(client, verified.current_verification, "withdraw", reason="  ").status_code == 422
        self.unchanged(verified.current_verification, State.CONFIRMED)

    def test_a_day_that_has_passed(self, client, people, assessed):
        client.force_login(people["confirmer"])
        assert act(client, assessed, "confirm", on=day(10), valid_until=day(1)).status_code == 422
        self.unchanged(assessed, State.ASSESSED)

    def test_somebody_else_was_quicker(self, client, people, recommended):
        services.record_visit(recommended, people["inspector"], on=day(20))
        client.force_login(people["admin"])
        response = client.post(
            reverse("verification:action", args=[recommended.pk, "visit"]),
            {"visit-on": day(19), "visit-note_zh": "看了三十棵", "seen": 1},
        )
        assert response.status_code == 409
        assert said(response)
        assert "看了三十棵" in response.content.decode()
        assert recommended.steps.count() == 2

    def test_somebody_else_changed_it_meanwhile(self, client, people, recommended):
        """The text stays in the form; sent again after a look, it goes through."""
        seen = recommended.changes
        claims.claim(recommended, factories.UserFactory(username="other", is_superuser=True))
        client.force_login(people["inspector"])
        response = act(client, recommended, "visit", on=day(1), note_zh="看了三十棵", seen=seen)
        assert response.status_code == 422
        assert form_of(response, "visit")["note_zh"].value() == "看了三十棵"
        self.unchanged(recommended, State.RECOMMENDED)
        again = response.context["verification"].changes
        assert act(client, recommended, "visit", on=day(1), note_zh="看了三十棵", seen=again).status_code == 302
        self.unchanged(recommended, State.VISITED)

    @pytest.mark.parametrize("seen", ["x", "-1", "²", "9" * 40, ""])
    def test_a_number_that_is_none_counts_as_an_old_one(self, client, people, recommended, seen):
        client.force_login(people["inspector"])
        assert act(client, recommended, "visit", on=day(1), seen=seen).status_code == 422
        self.unchanged(recommended, State.RECOMMENDED)

    def test_the_same_person_again(self, client, people, product):
        verification = services.recommend(product, people["admin"], on=day(3))
        client.force_login(people["admin"])
        assert "visit" not in offered(show(client, verification))
        act(client, verification, "visit", on=day(1))
        self.unchanged(verification, State.RECOMMENDED)

    def test_unknown_action_and_unknown_case(self, client, people, recommended):
        client.force_login(people["admin"])
        assert act(client, recommended, "bless").status_code == 404
        assert client.get(reverse("verification:case", args=[9_999])).status_code == 404

    @pytest.mark.parametrize(
        ("data", "name"),
        [
            (png_claiming(8000, 8000), "a.png"),
            (PDF, "a.jpg"),
            (b"MZ", "a.pdf"),
            (b"<svg/>", "a.svg"),
            (PDF + bytes(10 * 1024 * 1024), "a.pdf"),
            (b"", "a.pdf"),
            (factories.jpeg_bytes()[:2000], "a.jpg"),
        ],
        ids=["64 megapixels", "disguised", "no pdf", "svg", "11 MB", "empty", "broken off"],
    )
    def test_a_wrong_evidence_file(self, client, people, recommended, data, name):
        client.force_login(people["inspector"])
        response = act(client, recommended, "evidence", title_zh="x", file=SimpleUploadedFile(name, data))
        assert response.status_code == 422
        form = form_of(response, "evidence")
        assert form.errors["file"]
        assert not Evidence.objects.exists()
        assert not Document.objects.exists()

    def test_recommending_what_is_in_progress(self, client, people, recommended):
        client.force_login(people["recommender"])
        response = client.post(reverse("verification:recommend"), {"product": recommended.product_id, "on": day(1)})
        assert response.status_code == 422
        assert recommended.product.verifications.count() == 1

    def test_a_product_that_is_a_word(self, client, people):
        client.force_login(people["recommender"])
        assert client.get(reverse("verification:recommend"), {"product": "x'"}).status_code == 200


def test_the_history_says_what_was_before_and_after(client, people, assessed):
    claims.claim(assessed, people["confirmer"])
    services.send_back_to_visit(assessed, people["confirmer"], reason="nothing was weighed")
    client.force_login(people["inspector"])
    response = show(client, assessed)
    assert "nothing was weighed" in response.content.decode()
    entries = history_of(assessed)
    assert [(entry.before, entry.after) for entry in entries] == [
        ("", str(State.RECOMMENDED.label)),
        (str(State.RECOMMENDED.label), str(State.VISITED.label)),
        (str(State.VISITED.label), str(State.ASSESSED.label)),
        ("", str(people["confirmer"])),
        (str(State.ASSESSED.label), str(State.RECOMMENDED.label)),
    ]
    assert [entry.stands for entry in entries] == [True, False, False, True, True]
    assert all(entry.who and entry.at and entry.message for entry in entries)
    assert response.context["sent_back"]


def test_the_due_day(client, people, recommended):
    client.force_login(people["inspector"])
    url = reverse("verification:due", args=[recommended.pk])
    assert client.post(url, {"due_on": day(-3), "seen": recommended.changes}).status_code == 302
    recommended.refresh_from_db()
    assert recommended.due_on == day(-3)
    for wrong in (day(1), day(-400), "soon", ""):
        answer = client.post(url, {"due_on": wrong}, follow=True)
        assert said(answer)
    recommended.refresh_from_db()
    assert recommended.due_on == day(-3)


def test_a_refused_upload_leaves_no_file(people, recommended, monkeypatch):
    from products.evidence_uploads import add_uploaded_evidence

    def stop(*args, **kwargs):
        raise RuntimeError("after the file was stored")

    monkeypatch.setattr(services, "add_evidence", stop)
    file = SimpleUploadedFile("kept.jpg", factories.jpeg_bytes(30, 20))
    before = Photo.objects.count()
    with pytest.raises(RuntimeError):
        add_uploaded_evidence(recommended, people["inspector"], title_zh="x", title_en="", file=file)
    assert Photo.objects.count() == before
    assert not default_storage.exists("original_images/kept.jpg")


def test_query_count_does_not_grow_with_the_history(client, people, verified, django_assert_max_num_queries):
    client.force_login(people["confirmer"])
    show(client, verified.current_verification)
    for number in range(6):
        factories.FactFactory(product=verified, key=f"more-{number}")
    with django_assert_max_num_queries(30):
        show(client, verified.current_verification)
