"""Verifying again: what is taken over, what must be looked at anew, and that the holding one goes on."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry as log_registry

from products import assessments, renewals, services
from products.errors import Refused
from products.models import Evidence, Measurement, PersonMet, Verification, Visit
from products.models import VerificationState as State
from tests import factories
from tests.products.days import day


@pytest.fixture
def earlier(verified):
    return verified.current_verification


def begin(product, people, **fields):
    return renewals.begin_renewal(product, people["recommender"], **{"on": day(1), **fields})


def found_on_a_visit(verification, people, **fields) -> Visit:
    visit = Visit.objects.create(
        **{
            "verification": verification,
            "inspector": people["inspector"],
            "on": day(20),
            "finished_at": timezone.now(),
            **fields,
        }
    )
    Measurement.objects.create(
        visit=visit,
        key="altitude",
        label_zh="海拔",
        label_en="Altitude",
        value_zh="450",
        value_en="450",
        method="测高仪",
    )
    for number, withdrawn in enumerate((None, timezone.now())):
        PersonMet.objects.create(
            visit=visit, key=f"00000000-0000-0000-0000-00000000000{number}", name=f"人{number}", withdrawn_at=withdrawn
        )
    return visit


class TestBeginning:
    def test_the_holding_one_goes_on_until_the_new_one_is_confirmed(self, verified, earlier, people):
        second = begin(verified, people)
        assert (second.renews, second.state) == (earlier, State.RECOMMENDED)
        verified.refresh_from_db()
        assert verified.current_verification == earlier
        assert verified.is_verified()
        services.record_visit(second, people["inspector"], on=day(0))
        factories.assess(second, people["inspector"], on=day(0))
        services.confirm(second, people["confirmer"], on=day(0), valid_until=day(-500))
        verified.refresh_from_db()
        earlier.refresh_from_db()
        assert (verified.current_verification, earlier.state) == (second, State.REPLACED)

    def test_one_that_lapsed_can_be_renewed(self, verified, earlier, people):
        services.lapse_due(day(-400))
        assert begin(verified, people).renews == earlier

    def test_a_product_never_verified_is_recommended_instead(self, product, people):
        with pytest.raises(Refused) as refused:
            begin(product, people)
        assert refused.value.code == "renewal.nothing_to_renew"

    def test_one_at_a_time(self, verified, people):
        begin(verified, people)
        with pytest.raises(Refused) as refused:
            begin(verified, people)
        assert refused.value.code == "verification.in_progress"

    @pytest.mark.parametrize("role", ["inspector", "confirmer", "author"])
    def test_other_roles_do_not_begin(self, verified, people, role):
        with pytest.raises(Refused) as refused:
            renewals.begin_renewal(verified, people[role], on=day(1))
        assert refused.value.code == "verification.no_permission"


class TestEvidence:
    def test_it_is_a_new_row_of_the_same_file(self, verified, earlier, people):
        [old] = earlier.evidence.all()
        second = begin(verified, people, carry=renewals.evidence_to_carry(earlier))
        [new] = second.evidence.all()
        assert new.pk != old.pk
        assert (new.photo, new.sha256, new.title_zh) == (old.photo, old.sha256, old.title_zh)
        assert new.added_by == people["recommender"]
        [entry] = log_registry.get_logs_for_instance(second).filter(action="products.evidence.carried_over")
        assert (entry.data["carried_from"], entry.data["first"]) == (earlier.pk, old.pk)
        assert second.changes == Verification.objects.get(pk=second.pk).changes

    def test_nothing_is_carried_without_being_asked(self, verified, people):
        assert not begin(verified, people).evidence.exists()

    def test_older_than_it_was_vouched_for_is_too_old(self, verified, earlier, people):
        vouched = earlier.valid_until - day(10)
        old = list(earlier.evidence.all())
        earlier.evidence.update(added_at=timezone.now() - vouched + timedelta(days=1))
        assert renewals.evidence_to_carry(earlier) == old
        earlier.evidence.update(added_at=timezone.now() - vouched - timedelta(days=1))
        assert renewals.evidence_to_carry(earlier) == []
        with pytest.raises(Refused) as refused:
            begin(verified, people, carry=old)
        assert refused.value.code == "renewal.evidence_too_old"
        assert verified.verifications.count() == 1

    def test_that_of_a_withdrawn_one_is_in_doubt(self, verified, earlier, people):
        services.withdraw(verified, people["confirmer"], "mixed")
        earlier.refresh_from_db()
        assert renewals.evidence_to_carry(earlier) == []

    def test_that_of_another_product_is_refused(self, verified, people):
        other = factories.verified_product(people).current_verification.evidence.get()
        with pytest.raises(Refused) as refused:
            begin(verified, people, carry=[other])
        assert refused.value.code == "renewal.evidence_too_old"

    @pytest.mark.parametrize("lost", [True, False])
    def test_a_file_that_is_not_what_it_was_is_refused(self, verified, earlier, people, lost):
        [old] = earlier.evidence.all()
        if lost:
            old.photo.file.storage.delete(old.photo.file.name)
        else:
            Evidence.objects.update(sha256="0" * 64)
        with pytest.raises(Refused) as refused:
            begin(verified, people, carry=renewals.evidence_to_carry(earlier))
        assert refused.value.code == "renewal.evidence_changed"
        assert verified.verifications.count() == 1


class TestFindings:
    def test_those_of_the_standing_visit_without_people_who_took_their_consent_back(self, verified, earlier, people):
        visit = found_on_a_visit(earlier, people)
        found = renewals.previous_findings(begin(verified, people))
        assert found.visit == visit
        assert [one.key for one in found.measurements] == ["altitude"]
        assert [one.name for one in found.people] == ["人0"]

    @pytest.mark.parametrize("fields", [{"stands": False}, {"finished_at": None}])
    def test_a_visit_sent_back_or_never_finished_gives_nothing(self, verified, earlier, people, fields):
        found_on_a_visit(earlier, people, **fields)
        assert renewals.previous_findings(begin(verified, people)) is None

    def test_a_first_verification_has_none(self, recommended):
        assert renewals.previous_findings(recommended) is None


class TestAssessmentBefore:
    def test_it_is_that_of_the_renewed_one(self, verified, earlier, people):
        assert renewals.previous_assessment(begin(verified, people)) == assessments.standing(earlier)

    def test_one_that_was_sent_back_is_nearer(self, verified, people):
        second = begin(verified, people)
        services.record_visit(second, people["inspector"], on=day(0))
        factories.assess(second, people["inspector"], on=day(0))
        sent_back = assessments.standing(second)
        services.send_back_to_assessment(second, people["confirmer"], reason="再看")
        assert renewals.previous_assessment(second) == sent_back

    def test_a_first_one_has_none(self, visited):
        assert renewals.previous_assessment(visited) is None


class TestPage:
    def address(self, verification) -> str:
        return reverse("verification:renew", args=[verification.pk])

    def test_from_the_case_to_the_renewal(self, client, people, verified, earlier):
        client.force_login(people["recommender"])
        case = client.get(reverse("verification:case", args=[earlier.pk])).content.decode()
        assert self.address(earlier) in case
        [evidence] = earlier.evidence.all()
        page = client.get(self.address(earlier)).content.decode()
        assert evidence.title() in page
        answer = client.post(self.address(earlier), {"on": day(0), "note_zh": "今年还好", "carry": [evidence.pk]})
        second = verified.verifications.exclude(pk=earlier.pk).get()
        assert answer.url == reverse("verification:case", args=[second.pk])
        assert second.evidence.get().sha256 == evidence.sha256
        assert self.address(earlier) not in client.get(reverse("verification:case", args=[earlier.pk])).content.decode()

    def test_who_may_not_begin_is_offered_nothing(self, client, people, earlier):
        client.force_login(people["confirmer"])
        assert self.address(earlier) not in client.get(reverse("verification:case", args=[earlier.pk])).content.decode()
        assert client.get(self.address(earlier), follow=True).request["PATH_INFO"] == reverse("wagtailadmin_home")

    @pytest.mark.parametrize(
        "wrong", [{"on": ""}, {"on": day(-3)}, {"carry": [999]}, {"carry": ["x"]}, {"note_zh": "长" * 4001}]
    )
    def test_wrong_input_keeps_what_was_typed(self, client, people, verified, earlier, wrong):
        client.force_login(people["recommender"])
        answer = client.post(self.address(earlier), {"on": day(0), "note_en": "kept words", **wrong})
        assert answer.status_code == 422
        assert "kept words" in answer.content.decode()
        assert verified.verifications.count() == 1

    def test_another_organisations_case_is_not_there(self, client, people, earlier):
        people["recommender"].organisation = factories.OrganisationFactory(key="elsewhere", kind="ecommerce")
        people["recommender"].save()
        client.force_login(people["recommender"])
        assert client.get(self.address(earlier)).status_code == 404

    def test_one_in_progress_leads_back_to_the_case(self, client, people, verified, earlier):
        second = begin(verified, people)
        client.force_login(people["recommender"])
        for case in (earlier, second):
            assert client.get(self.address(case)).url == reverse("verification:case", args=[case.pk])

    def test_after_the_end_it_can_still_be_renewed(self, client, people, verified, earlier):
        with time_machine.travel(timezone.now() + timedelta(days=400), tick=False):
            services.lapse_due()
            client.force_login(people["recommender"])
            assert client.get(self.address(earlier)).status_code == 200
