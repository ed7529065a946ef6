"""The visit in the field: who may begin it, what is saved how often, and when it is finished."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from products import claims, services, visits
from products.errors import Refused
from products.models import Evidence, Measurement, PersonMet, Visit
from products.models import VerificationState as State
from products.visit_files import add_photo, save_photo_words
from tests import factories
from tests.products.days import day
from tests.products.visiting import met, photo_file, refused


@pytest.fixture
def other(people):
    """A second inspector of the same house."""
    from django.contrib.auth.models import Group

    person = factories.UserFactory(username="inspector-2", organisation=people["inspector"].organisation)
    person.groups.add(Group.objects.get(name="inspector"))
    return person


@pytest.fixture
def visit(recommended, people):
    return visits.begin(recommended, people["inspector"])


class TestBeginning:
    def test_it_claims_the_case_and_goes_on_with_ones_own(self, recommended, people, visit):
        recommended.refresh_from_db()
        assert recommended.claimed_by == people["inspector"]
        assert visits.begin(recommended, people["inspector"]) == visit
        assert Visit.objects.count() == 1

    def test_another_inspector_is_told_who_is_on_it(self, recommended, visit, other, people):
        with pytest.raises(Refused) as refusal:
            visits.begin(recommended, other, take_over=True)
        assert refusal.value.code == "visit.taken"
        assert str(people["inspector"]) in str(refusal.value)

    def test_taking_over_what_was_given_back(self, recommended, visit, other, people):
        visits.save_person(visit, people["inspector"], uuid.uuid4(), name="田阿妹")
        claims.release(recommended, people["inspector"])
        assert refused(visits.begin, recommended, other) == "visit.begun_by_other"
        taken = visits.begin(recommended, other, take_over=True)
        assert (taken.pk, taken.inspector, taken.people.count()) == (visit.pk, other, 1)
        assert refused(visits.save_details, visit, people["inspector"], seen=0) == "visit.taken"

    @pytest.mark.parametrize("role", ["recommender", "confirmer", "author", "editor", "operator", "analyst"])
    def test_other_roles_begin_none(self, recommended, people, role):
        assert refused(visits.begin, recommended, people[role]) == "verification.no_permission"
        assert not Visit.objects.exists()

    def test_not_one_of_another_organisation(self, recommended, other):
        other.organisation = factories.OrganisationFactory(kind="cooperative")
        other.save()
        assert refused(visits.begin, recommended, other) == "verification.not_yours"

    def test_not_by_who_recommended(self, product, people):
        case = services.recommend(product, people["admin"], on=day(3))
        assert refused(visits.begin, case, people["admin"]) == "verification.same_person"

    def test_not_when_it_was_made(self, visited, people):
        assert refused(visits.begin, visited, people["inspector"]) == "verification.not_now"


class TestDetails:
    def test_another_device_does_not_overwrite(self, visit, people):
        phone, tablet = uuid.uuid4(), uuid.uuid4()
        save = lambda seen, device, note: visits.save_details(  # noqa: E731
            visit, people["inspector"], seen=seen, device=device, note_zh=note
        )
        save(0, phone, "坡上")
        # The answer to the first was lost, so the phone still knows of no change.
        save(0, phone, "坡上有雾")
        assert refused(save, 0, tablet, "别的") == "visit.changed"
        save(2, tablet, "别的")
        visit.refresh_from_db()
        assert (visit.note_zh, visit.changes) == ("别的", 3)

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"on": day(-1)}, "verification.date_in_future"),
            ({"on": day(31)}, "verification.date_out_of_order"),
            ({"latitude": 28}, "visit.half_a_place"),
            ({"latitude": 91, "longitude": 0}, "visit.invalid"),
            ({"note_zh": "长" * 4001}, "visit.long_note"),
            ({"place_note": "长" * 161}, "visit.invalid"),
        ],
    )
    def test_what_contradicts_is_refused(self, visit, people, fields, code):
        assert refused(visits.save_details, visit, people["inspector"], seen=0, **fields) == code
        visit.refresh_from_db()
        assert (visit.changes, visit.on) == (0, day(0))


class TestPeople:
    def test_the_same_key_is_the_same_person(self, visit, people):
        key = uuid.uuid4()
        met(visit, people, key=key)
        met(visit, people, key=key, name="田阿妹（改）")
        assert visit.people.get().name == "田阿妹（改）"

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"consent_form": ""}, "visit.consent_unclear"),
            ({"consented_on": None}, "visit.consent_unclear"),
            ({"consented_on": day(-1)}, "visit.consent_in_future"),
            ({"consent_form": "nodded"}, "visit.invalid"),
            ({"name": " "}, "visit.invalid"),
        ],
    )
    def test_a_consent_has_its_way_and_its_day(self, visit, people, fields, code):
        with pytest.raises(Refused) as refusal:
            met(visit, people, **fields)
        assert refusal.value.code == code
        assert not PersonMet.objects.exists()

    def test_a_key_of_another_visit(self, visit, people):
        someone = met(visit, people)
        other = visits.begin(
            services.recommend(factories.ProductFactory(), people["recommender"], on=day(9)), people["inspector"]
        )
        assert refused(visits.save_person, other, people["inspector"], someone.key, name="x") == "visit.key_of_another"

    def test_who_said_no_is_not_forgotten_while_on_a_photo(self, visit, people):
        someone = met(visit, people, may_picture=False)
        item = add_photo(visit, people["inspector"], uuid.uuid4(), photo_file())
        save_photo_words(visit, people["inspector"], item.key, people=[someone.key])
        assert refused(visits.remove_person, visit, people["inspector"], someone.key) == "visit.person_on_photo"

    def test_taking_the_consent_away_takes_the_photo_from_the_evidence(self, visit, people):
        someone = met(visit, people)
        item = add_photo(visit, people["inspector"], uuid.uuid4(), photo_file())
        save_photo_words(visit, people["inspector"], item.key, people=[someone.key], as_evidence=True)
        met(visit, people, key=someone.key, may_picture=False)
        item.refresh_from_db()
        assert not item.as_evidence


class TestMeasurements:
    def save(self, visit, people, **fields):
        fields = {"label_zh": "海拔", "label_en": "Altitude", "method": "手持 GPS", "value_zh": "620", **fields}
        return visits.save_measurement(visit, people["inspector"], **fields)

    def test_a_number_is_said_once(self, visit, people):
        fact = self.save(visit, people, key="altitude", unit="m")
        assert (fact.value_zh, fact.value_en) == ("620", "620")
        self.save(visit, people, key="altitude", value_zh="630")
        assert Measurement.objects.get().value_en == "630"

    def test_words_are_said_twice(self, visit, people):
        with pytest.raises(Refused) as refusal:
            self.save(visit, people, key="harvest", value_zh="十一月起")
        assert refusal.value.code == "visit.one_language"
        assert self.save(visit, people, value_zh="十一月起", value_en="from November").key == "altitude"

    def test_another_key_renames_the_row(self, visit, people):
        self.save(visit, people, key="altitude")
        self.save(visit, people, key="height", was="altitude")
        assert [fact.key for fact in visit.measurements.all()] == ["height"]
        self.save(visit, people, key="altitude")
        with pytest.raises(Refused) as refusal:
            self.save(visit, people, key="height", was="altitude")
        assert refusal.value.code == "visit.measured_twice"

    @pytest.mark.parametrize("fields", [{"value_zh": ""}, {"method": ""}, {"label_zh": "", "label_en": ""}])
    def test_nothing_is_left_out(self, visit, people, fields):
        with pytest.raises(Refused):
            self.save(visit, people, **fields)
        assert not Measurement.objects.exists()


class TestFinishing:
    def ready(self, visit, people, **fields):
        fields = {"on": day(20), "note_zh": "看了四十株", "note_en": "Saw forty trees", **fields}
        return visits.save_details(visit, people["inspector"], seen=visit.changes, **fields)

    def test_it_becomes_the_step_and_chosen_photos_become_evidence(self, recommended, visit, people):
        self.ready(visit, people)
        shown = met(visit, people)
        for number in range(3):
            item = add_photo(visit, people["inspector"], uuid.uuid4(), photo_file())
            save_photo_words(
                visit,
                people["inspector"],
                item.key,
                caption_zh=f"果园 {number}",
                people=[shown.key],
                as_evidence=number == 1,
            )
        fact = visits.save_measurement(
            visit,
            people["inspector"],
            label_zh="海拔",
            label_en="Altitude",
            value_zh="620",
            method="GPS",
            photo=visit.photos.all()[1],
        )
        visits.finish(visit, people["inspector"])
        recommended.refresh_from_db()
        fact.refresh_from_db()
        assert recommended.state == State.VISITED
        step = recommended.steps.get(kind="visited")
        assert (step.on, step.note_en) == (day(20), "Saw forty trees")
        assert [item.title_zh for item in recommended.evidence.all()] == ["果园 1"]
        assert fact.evidence == recommended.evidence.get()
        assert refused(visits.finish, visit, people["inspector"]) == "verification.not_now"

    def test_what_is_missing_is_said(self, recommended, visit, people):
        assert len(visits.missing(visit)) == 2
        assert refused(visits.finish, visit, people["inspector"]) == "visit.incomplete"
        self.ready(visit, people, no_photo_reason="雨太大，相机进水")
        assert visits.missing(visit) == []
        visits.finish(visit, people["inspector"])
        assert recommended.steps.filter(kind="visited").exists()

    def test_a_public_photo_needs_a_caption(self, visit, people):
        self.ready(visit, people)
        item = add_photo(visit, people["inspector"], uuid.uuid4(), photo_file())
        save_photo_words(visit, people["inspector"], item.key, as_evidence=True)
        assert refused(visits.finish, visit, people["inspector"]) == "visit.incomplete"
        assert not Evidence.objects.exists()

    def test_the_short_form_does_not_pass_a_begun_visit_by(self, recommended, visit, people):
        assert refused(visits.record_briefly, recommended, people["admin"], on=day(1)) == "visit.begun"

    def test_sent_back_the_next_visit_starts_from_the_earlier_one(self, recommended, visit, people, other):
        self.ready(visit, people, no_photo_reason="雨")
        met(visit, people)
        gone = met(visit, people, name="龙阿公")
        PersonMet.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now() - timedelta(hours=1))
        visits.save_measurement(
            visit, people["inspector"], label_zh="海拔", label_en="Altitude", value_zh="620", method="GPS"
        )
        visits.finish(visit, people["inspector"])
        services.send_back_to_visit(recommended, other, reason="再测一次糖度")
        visit.refresh_from_db()
        assert not visit.stands
        anew = visits.begin(recommended, other, carry=True)
        assert anew.begun_from == visit
        assert [(row.name, row.carried_from.visit) for row in anew.people.all()] == [("田阿妹", visit)]
        assert [(row.value_zh, row.carried_from) for row in anew.measurements.all()] == [("620", visit)]
        assert visit.measurements.count() == 1
