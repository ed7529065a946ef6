"""Whatever people try, in whatever order: no product is verified without its four steps by different people."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from products import services
from products.errors import Refused
from products.models import Product, Verification
from products.transitions import IN_PROGRESS
from tests import factories
from tests.products.days import day

ACTIONS = ("recommend", "visit", "assess", "confirm", "refuse", "withdraw", "lapse")
KEPT_APART = (("recommended", "visited"), ("recommended", "assessed"), ("recommended", "confirmed"))
KEPT_APART += (("visited", "confirmed"), ("assessed", "confirmed"))


class Desk(RuleBasedStateMachine):
    """Five people, two of them superusers, and one with every role but inspector's."""

    people: list = []

    def __init__(self):
        super().__init__()
        self.product = factories.ProductFactory(photo=None)

    def take(self, action: str, person, on) -> None:
        verification = self.product.verifications.order_by("-pk").first()
        calls = {
            "recommend": lambda: services.recommend(self.product, person, on=on),
            "visit": lambda: services.record_visit(verification, person, on=on),
            "assess": lambda: services.assess(verification, person, on=on),
            "confirm": lambda: services.confirm(verification, person, on=on, valid_until=day(-100)),
            "refuse": lambda: services.refuse(verification, person, reason="because"),
            "withdraw": lambda: services.withdraw(self.product, person, "because"),
            "lapse": lambda: services.lapse_due(day(-200)),
        }
        if verification is None and action not in {"recommend", "lapse", "withdraw"}:
            return
        calls[action]()

    @rule(action=st.sampled_from(ACTIONS), who=st.integers(0, 4), back=st.integers(-1, 4))
    def anybody_tries_anything(self, action, who, back):
        before = self.snapshot()
        try:
            self.take(action, self.people[who], day(back))
        except Refused:
            assert self.snapshot() == before, "a refusal changed something"

    @precondition(lambda self: self.product.verifications.filter(state__in=IN_PROGRESS).exists())
    @rule(who=st.integers(0, 4))
    def somebody_takes_the_step_that_is_due(self, who):
        verification = self.product.verifications.get(state__in=IN_PROGRESS)
        due = {"recommended": "visit", "visited": "assess", "assessed": "confirm"}[verification.state]
        self.anybody_tries_anything(due, who, 0)

    def snapshot(self):
        rows = Verification.objects.filter(product=self.product).order_by("pk")
        return [(row.pk, row.state, row.steps.count()) for row in rows]

    @invariant()
    def nothing_is_verified_without_its_steps(self):
        product = Product.objects.get(pk=self.product.pk)
        if not product.is_verified():
            return
        steps = {step.kind: step for step in product.current_verification.steps.all()}
        assert set(steps) == {"recommended", "visited", "assessed", "confirmed"}
        for one, other in KEPT_APART:
            assert steps[one].person_id != steps[other].person_id, (one, other)
        days = [steps[kind].on for kind in ("recommended", "visited", "assessed", "confirmed")]
        assert days == sorted(days)
        assert days[-1] <= day(0) < product.current_verification.valid_until

    @invariant()
    def one_verification_at_a_time(self):
        verifications = Verification.objects.filter(product=self.product)
        assert verifications.filter(state__in=IN_PROGRESS).count() <= 1
        assert verifications.filter(state="confirmed").count() <= 1


def test_whatever_people_try(people):
    busybody = factories.UserFactory(username="busybody")
    busybody.groups.set([*people["recommender"].groups.all(), *people["confirmer"].groups.all()])
    other = factories.UserFactory(username="other-admin", is_superuser=True)
    Desk.people = [people["admin"], other, busybody, people["inspector"], people["confirmer"]]
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
