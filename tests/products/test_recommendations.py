"""Recommendations at the service: received once, decided once, files all or none, one letter for each step."""

from uuid import uuid4

import pytest

from products import recommendations, services
from products.errors import Refused
from products.models import Letter, Organisation, Photo, Product, Recommendation, Verification
from products.recommendations import accept, decline, receive
from tests import factories
from tests.products.days import day
from tests.products.recommending import WHY, huge_png, pdf, photo, received, stored_files, upload, words

pytestmark = pytest.mark.django_db


def refused(code: str, call, *args, **kwargs) -> None:
    with pytest.raises(Refused) as refusal:
        call(*args, **kwargs)
    assert refusal.value.code == code


def letters(cause: str) -> list[Letter]:
    return list(Letter.objects.filter(cause__endswith=cause))


class TestReceiving:
    def test_the_same_form_twice_is_one_row(self, site):
        key = uuid4()
        first = receive(key, language="en", photos=[photo()], **words())
        again = receive(key, language="en", photos=[photo()], **words(name_en="Other words"))
        assert (first.new, again.new) == (True, False)
        assert again.token == first.token
        assert Recommendation.objects.get().name_en == "Baojing oranges"
        assert Recommendation.objects.get().files.count() == 1
        assert Letter.objects.count() == 1

    def test_only_a_digest_of_the_token_is_kept(self, site):
        answer = receive(uuid4(), language="en", **words())
        row = Recommendation.objects.get()
        assert recommendations.by_token(answer.token) == row
        assert answer.token not in {str(value) for value in Recommendation.objects.values_list().get()}
        assert recommendations.by_token(row.token_digest) is None

    def test_files_are_kept_with_their_digests_under_names_nobody_guesses(self, site):
        row = receive(uuid4(), language="en", photos=[photo("山坡.jpg")], documents=[pdf()], **words()).recommendation
        sent = list(row.files.all())
        assert [file.title for file in sent] == ["山坡", "organic"]
        assert all(len(file.sha256) == 64 for file in sent)
        assert sent[0].photo.sha256 == sent[0].sha256
        assert sent[0].photo.collection.name == sent[1].document.collection.name == "Unpublished casework"
        assert "organic" not in sent[1].document.file.name
        assert sent[1].document.file.name.endswith(".pdf")

    @pytest.mark.parametrize(
        ("code", "changes"),
        [
            ("recommendation.no_name", {"name_zh": "", "name_en": " "}),
            ("recommendation.no_contact", {"contact_email": ""}),
            ("recommendation.half_a_season", {"season_end": None}),
            ("recommendation.why_length", {"why": "Good."}),
            ("recommendation.why_length", {"why": "x" * 2001}),
            ("recommendation.supply", {"supply_kg": 0}),
            ("recommendation.invalid", {"name_zh": "橙" * 61}),
            ("recommendation.invalid", {"contact_email": "nobody"}),
            ("recommendation.invalid", {"organisation_kind": "circus"}),
        ],
    )
    def test_rules_hold_without_the_form(self, site, code, changes):
        refused(code, receive, uuid4(), language="en", **words(**changes))
        assert not Recommendation.objects.exists()

    @pytest.mark.parametrize(
        ("code", "photos", "documents"),
        [
            ("recommendation.too_many_photos", lambda: [photo(f"{n}.jpg") for n in range(11)], list),
            ("recommendation.too_many_documents", list, lambda: [pdf(f"{n}.pdf") for n in range(6)]),
            ("file.too_many_pixels", lambda: [photo(), upload(huge_png(6401, 6401))], list),
            ("file.no_pdf", lambda: [photo()], lambda: [pdf(), photo("disguised.pdf")]),
            ("file.no_picture", lambda: [photo(), pdf("disguised.jpg")], list),
            ("file.damaged", lambda: [photo(), upload(factories.jpeg_bytes(900, 600)[:-400])], list),
        ],
    )
    def test_a_wrong_file_leaves_nothing_behind(self, site, code, photos, documents):
        before = stored_files()
        refused(code, receive, uuid4(), language="en", photos=photos(), documents=documents(), **words())
        assert not Recommendation.objects.exists()
        assert stored_files() == before

    def test_a_failure_after_storing_leaves_no_file_behind(self, site, monkeypatch):
        before = stored_files()

        def fail(*args):
            raise RuntimeError

        monkeypatch.setattr("products.news.tell_received", fail)
        with pytest.raises(RuntimeError):
            receive(uuid4(), language="en", photos=[photo()], documents=[pdf()], **words())
        assert stored_files() == before
        assert not Photo.objects.exists()

    def test_the_same_words_for_the_same_product_are_not_taken_twice(self, site):
        received()
        refused("recommendation.sent_before", receive, uuid4(), language="en", **words())

    def test_one_text_for_everything_is_not_taken(self, site):
        for number in range(3):
            received(name_zh=f"产品{number}")
        refused("recommendation.same_text", receive, uuid4(), language="en", **words(name_zh="产品9"))


class TestTakingInAtOnce:
    def test_whoever_may_recommend_opens_the_case_themselves(self, people):
        row = receive(uuid4(), language="zh-hans", person=people["recommender"], **words()).recommendation
        step = row.verification.steps.get()
        product = row.verification.product
        assert row.state == "accepted"
        assert (step.person, step.organisation, step.from_outside) == (
            people["recommender"],
            people["recommender"].organisation,
            False,
        )
        assert step.note_zh == WHY
        assert not step.note_en
        assert product.brought_by == people["recommender"].organisation
        assert product.code == "BJ-QI-CHENG"
        assert product.producer.name_zh == "黄金村"

    def test_their_organisation_stands_whatever_the_form_says(self, people):
        row = receive(uuid4(), language="en", person=people["recommender"], **words()).recommendation
        assert row.organisation == people["recommender"].organisation
        assert row.organisation_name != "酉水果业合作社"

    def test_a_product_that_is_known_is_looked_at_first(self, people):
        factories.ProductFactory(name_zh="脐橙", name_en="")
        row = receive(uuid4(), language="en", person=people["recommender"], **words()).recommendation
        assert row.state == "received"
        assert Product.objects.count() == 1

    def test_an_account_that_may_not_recommend_waits_like_everybody(self, people):
        row = receive(uuid4(), language="en", person=people["author"], **words()).recommendation
        assert (row.state, row.person) == ("received", people["author"])


class TestAccepting:
    def test_the_accepter_counts_as_recommending(self, people):
        row = accept(received(), people["inspector"])
        step = row.verification.steps.get()
        assert (row.state, row.decided_by) == ("accepted", people["inspector"])
        assert (step.person, step.from_outside, step.for_name) == (people["inspector"], True, "")
        assert step.organisation.name_zh == "酉水果业合作社"
        assert step.note_en == WHY
        refused("verification.same_person", services.record_visit, row.verification, people["inspector"], on=day(0))

    def test_the_name_is_shown_where_it_may_be(self, people):
        row = accept(received(name_may_be_shown=True), people["confirmer"])
        assert row.verification.steps.get().who() == "向明远"

    def test_an_existing_product_is_used(self, people):
        product = factories.ProductFactory()
        row = accept(received(), people["inspector"], product=product)
        assert row.verification.product == product
        assert Product.objects.count() == 1

    def test_a_product_in_progress_refuses_and_nothing_changes(self, people):
        product = factories.ProductFactory()
        services.recommend(product, people["recommender"], on=day(3))
        row = received()
        organisations = Organisation.objects.count()
        refused("verification.in_progress", accept, row, people["inspector"], product=product)
        assert Recommendation.objects.get().state == "received"
        assert Organisation.objects.count() == organisations

    def test_an_organisation_that_is_known_is_not_made_again(self, people):
        known = factories.OrganisationFactory(
            name_zh="酉水果业合作社", kind="cooperative", place=factories.PlaceFactory()
        )
        row = accept(received(), people["inspector"])
        assert row.organisation == known
        assert row.verification.product.producer == known

    def test_the_producer_may_be_named(self, people):
        row = accept(received(organisation_kind="ecommerce"), people["inspector"], producer_name="青山合作社")
        assert row.verification.product.producer.name_zh == "青山合作社"

    def test_the_second_person_is_told(self, people):
        row = received()
        stale = Recommendation.objects.get(pk=row.pk)
        accept(row, people["inspector"])
        refused("recommendation.decided", accept, stale, people["confirmer"])
        refused("recommendation.decided", decline, stale, people["confirmer"], reason="Too late")
        assert Verification.objects.count() == 1

    @pytest.mark.parametrize("role", ["recommender", "author", "editor", "operator", "analyst"])
    def test_other_roles_may_not(self, people, role):
        row = received()
        refused("verification.no_permission", accept, row, people[role])
        refused("verification.no_permission", decline, row, people[role], reason="No")

    def test_scope_comes_first(self, people):
        elsewhere = factories.OrganisationFactory(kind="ecommerce")
        people["inspector"].organisation = elsewhere
        people["inspector"].save()
        refused("verification.not_yours", accept, received(), people["inspector"])

    def test_nobody_decides_on_their_own(self, people):
        row = receive(uuid4(), language="en", person=people["inspector"], **words()).recommendation
        refused("recommendation.own", accept, row, people["inspector"])

    def test_who_spoke_does_not_visit_although_another_took_it_in(self, people):
        row = receive(uuid4(), language="en", person=people["inspector"], **words()).recommendation
        accept(row, people["confirmer"])
        refused("verification.same_person", services.record_visit, row.verification, people["inspector"], on=day(0))

    def test_two_products_of_one_name_have_their_own_codes(self, people):
        accept(received(), people["inspector"])
        row = accept(received(why=f"{WHY} Again."), people["inspector"])
        assert row.verification.product.code == "BJ-QI-CHENG-2"


class TestDeclining:
    def test_the_reason_is_kept_and_mailed(self, people):
        product = factories.ProductFactory()
        row = decline(received(), people["inspector"], reason="Known already.", duplicate_of=product)
        assert (row.state, row.decision_reason, row.duplicate_of) == ("declined", "Known already.", product)
        assert "Known already." in letters(":declined")[0].body

    def test_without_a_reason_nothing_happens(self, people):
        row = received()
        refused("verification.no_reason", decline, row, people["inspector"], reason="  ")
        assert Recommendation.objects.get().state == "received"


class TestLetters:
    def test_one_for_each_step(self, people):
        verification = accept(received(), people["inspector"]).verification
        visitor = factories.UserFactory(username="visitor", is_superuser=True)
        services.record_visit(verification, visitor, on=day(0))
        factories.assess(verification, visitor, on=day(0))
        services.send_back_to_assessment(verification, people["confirmer"], reason="Weigh it again")
        factories.assess(verification, visitor, on=day(0))
        services.confirm(verification, people["confirmer"], on=day(0), valid_until=day(-100))
        written = list(Letter.objects.filter(to="orchard@example.org").order_by("pk"))
        assert [letter.cause.rpartition(":")[2] for letter in written] == [
            "received",
            "accepted",
            "visit",
            "assess",
            "confirm",
        ]
        assert f"/verify/{verification.product.code}?lang=en" in written[-1].body
        assert not any("向明远" in letter.body for letter in written)

    def test_in_the_language_of_the_form(self, people):
        row = receive(uuid4(), language="zh-hans", **words()).recommendation
        assert "保靖脐橙" in letters(":received")[0].subject
        services.refuse(accept(row, people["inspector"]).verification, people["admin"], reason="没有找到")
        assert "没有找到" in letters(":refuse")[0].body

    def test_whoever_recommended_at_the_desk_hears_too(self, people):
        people["recommender"].email = "county@example.org"
        people["recommender"].save()
        verification = services.recommend(factories.ProductFactory(), people["recommender"], on=day(2))
        services.record_visit(verification, people["inspector"], on=day(1))
        assert [letter.to for letter in letters(":visit")] == ["county@example.org"]

    def test_without_an_address_there_is_none(self, people):
        received(contact_email="", contact_phone="010-0000")
        assert not Letter.objects.exists()
