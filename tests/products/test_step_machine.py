"""Whatever people of several organisations try, in whatever order: no product is verified without its four steps
by different people, nothing stands beside the state table, and each change of state is in the log."""

import os
from collections import Counter

from django.db.models import Count, Q
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from wagtail.log_actions import registry as log_registry

from products import claims, services
from products.errors import Refused
from products.models import Product, Verification
from products.transitions import IN_PROGRESS, NEXT_STEP, TRANSITIONS
from tests import factories
from tests.products.days import day

ACTIONS = int(os.environ.get("CASE_MACHINE_STEPS", "600"))
# A short walk may miss a verb by chance; it then goes on until it has come past each.
MOST_ACTIONS = 10_000
STEPS_OF_A_WALK = 50
PRODUCTS = 3
KINDS = ("recommended", "visited", "assessed", "confirmed")
# Recommending, visiting or assessing keeps from confirming; recommending from everything else.
KEPT_APART = (("recommended", "visited"), ("recommended", "assessed"), ("recommended", "confirmed"))
KEPT_APART += (("visited", "confirmed"), ("assessed", "confirmed"))
BY_LOG_ACTION = {transition.log_action: transition for transition in TRANSITIONS.values()}

VERBS = {
    "recommend": lambda desk, case, person, on: services.recommend(case.product, person, on=on),
    "visit": lambda desk, case, person, on: services.record_visit(case, person, on=on),
    "assess": lambda desk, case, person, on: factories.assess(case, person, on=on),
    "confirm": lambda desk, case, person, on: services.confirm(case, person, on=on, valid_until=day(-100)),
    "refuse": lambda desk, case, person, on: services.refuse(case, person, reason="because"),
    "revisit": lambda desk, case, person, on: services.send_back_to_visit(case, person, reason="go again"),
    "reassess": lambda desk, case, person, on: services.send_back_to_assessment(case, person, reason="measure"),
    "withdraw": lambda desk, case, person, on: services.withdraw(case.product, person, "because"),
    "lapse": lambda desk, case, person, on: services.lapse_due(day(-200)),
    "claim": lambda desk, case, person, on: claims.claim(case, person),
    "release": lambda desk, case, person, on: claims.release(case, person),
    "due": lambda desk, case, person, on: claims.set_due(case, person, day(-7)),
    "old form": lambda desk, case, person, on: services.record_visit(case, person, on=on, seen=case.changes - 1),
}


class Desk(RuleBasedStateMachine):
    """Products of two counties; people of two counties, a shop and the team, some with roles beyond their own."""

    people: list = []
    actions = 0
    outcomes: Counter = Counter()
    changed = False

    def __init__(self):
        super().__init__()
        places = [person.organisation.place for person in self.people[:2]]
        self.products = [
            factories.ProductFactory(photo=None, place=places[number % 2], producer=self.people[0].organisation)
            for number in range(PRODUCTS)
        ]

    def newest(self, product: Product) -> Verification:
        return product.verifications.select_related("product").order_by("-pk").first() or Verification(product=product)

    def attempt(self, verb: str, product: Product, person, on) -> bool:
        """Count and try one action; return whether the rules let it pass."""
        case = self.newest(product)
        if case.pk is None and verb not in {"recommend", "withdraw", "lapse"}:
            return False
        type(self).actions += 1
        before = self.snapshot()
        try:
            VERBS[verb](self, case, person, on)
        except Refused:
            assert self.snapshot() == before, "a refusal changed something"
            return False
        self.outcomes[verb] += 1
        self.changed = True
        self.only_the_table_was_used(before)
        return True

    @initialize(depths=st.lists(st.integers(0, 4), min_size=PRODUCTS, max_size=PRODUCTS))
    def some_cases_are_under_way(self, depths):
        """So that walks begin at every state: by chance alone they hardly come as far as a confirmation."""
        admin, busybody, confirmer = self.people[6], self.people[3], self.people[7]
        way = (("recommend", admin), ("visit", busybody), ("assess", busybody), ("confirm", confirmer))
        for product, depth in zip(self.products, depths, strict=True):
            for verb, person in way[:depth]:
                assert self.attempt(verb, product, person, day(2))

    @rule(
        verb=st.sampled_from(sorted(VERBS)),
        which=st.integers(0, PRODUCTS - 1),
        who=st.integers(0, 7),
        back=st.integers(-1, 4),
    )
    def anybody_tries_anything(self, verb, which, who, back):
        self.attempt(verb, self.products[which], self.people[who], day(back))

    @rule(who=st.integers(0, 7), which=st.integers(0, PRODUCTS - 1))
    def somebody_takes_the_step_that_is_due(self, who, which):
        case = self.newest(self.products[which])
        if case.state in NEXT_STEP:
            self.one_of_them(NEXT_STEP[case.state].action, case.product, who)

    @rule(who=st.integers(3, 7), which=st.integers(0, PRODUCTS - 1), verb=st.sampled_from(["revisit", "reassess"]))
    def somebody_of_the_team_sends_back_what_was_assessed(self, who, which, verb):
        case = self.newest(self.products[which])
        if case.state == "assessed":
            self.one_of_them(verb, case.product, who)

    @rule(who=st.integers(0, 7), which=st.integers(0, PRODUCTS - 1), verb=st.sampled_from(["withdraw", "recommend"]))
    def a_confirmed_product_is_withdrawn_or_renewed(self, who, which, verb):
        if self.newest(self.products[which]).state == "confirmed":
            self.one_of_them(verb, self.products[which], who)

    @rule(who=st.integers(0, 7), which=st.integers(0, PRODUCTS - 1))
    def a_case_is_taken_on_or_given_back(self, who, which):
        case = self.newest(self.products[which])
        if case.state in NEXT_STEP:
            self.one_of_them("release" if case.claimed_by_id else "claim", case.product, who)

    def one_of_them(self, verb: str, product: Product, first: int) -> None:
        """One after the other tries until one may."""
        for number in range(len(self.people)):
            if self.attempt(verb, product, self.people[(first + number) % len(self.people)], day(0)):
                return

    def snapshot(self) -> dict:
        fields = ("pk", "state", "changes", "claimed_by", "due_on", "standing")
        cases = Verification.objects.filter(product__in=self.products)
        standing = Count("steps", filter=Q(steps__stands=True))
        return {row[0]: row[1:] for row in cases.annotate(standing=standing).values_list(*fields).order_by()}

    def only_the_table_was_used(self, before: dict) -> None:
        """Each new state is one the table allows, and the log's last word on the case says so."""
        for pk, now in self.snapshot().items():
            was = before.get(pk, ("", 0, None, None, 0))
            if was[0] == now[0]:
                continue
            entries = log_registry.get_logs_for_instance(Verification(pk=pk)).order_by("-pk")
            entry = next(entry for entry in entries if entry.action in BY_LOG_ACTION)
            transition = BY_LOG_ACTION[entry.action]
            assert (entry.data["before"], entry.data["after"]) == (was[0], now[0])
            assert now[0] == transition.target
            assert was[0] in transition.sources or (was[0] == "" and not transition.sources)
            assert now[1] > was[1], "a change that older forms would not notice"

    @invariant()
    def all_holds(self):
        """Asked after what changed something; a refusal has just been shown to change nothing."""
        if self.changed:
            self.changed = False
            self.nothing_is_verified_without_its_steps()
            self.one_verification_at_a_time()

    def nothing_is_verified_without_its_steps(self):
        current = Product.objects.filter(pk__in=[product.pk for product in self.products]).select_related(
            "current_verification"
        )
        for product in current:
            if product.is_verified():
                self.four_steps_by_different_people(product.current_verification)

    def four_steps_by_different_people(self, case: Verification) -> None:
        every = list(case.steps.all())
        standing = {step.kind: step for step in every if step.stands}
        assert set(standing) == set(KINDS)
        assert len({step.person_id for step in standing.values()}) >= 3
        took = {kind: {step.person_id for step in every if step.kind == kind} for kind in KINDS}
        for one, other in KEPT_APART:
            # Steps that were sent back count: whoever once visited is no second pair of eyes.
            assert not took[one] & took[other], (one, other)
        days = [standing[kind].on for kind in KINDS]
        assert days == sorted(days)
        assert days[-1] <= day(0) < case.valid_until

    def one_verification_at_a_time(self):
        rows = Verification.objects.filter(product__in=self.products).values_list("product", "state", "claimed_by")
        in_progress = Counter(product for product, state, _claimed in rows if state in IN_PROGRESS)
        confirmed = Counter(product for product, state, _claimed in rows if state == "confirmed")
        assert max([*in_progress.values(), *confirmed.values()], default=0) <= 1
        assert all(state in IN_PROGRESS for _product, state, claimed in rows if claimed), "a claim for no step"

    def teardown(self):
        """The whole log of each case is a walk from nothing to its state."""
        for case in Verification.objects.filter(product__in=self.products):
            log = log_registry.get_logs_for_instance(case).order_by("pk")
            state = ""
            for entry in log:
                if entry.action in BY_LOG_ACTION:
                    assert entry.data["before"] == state
                    state = entry.data["after"]
            assert state == case.state


def person_of(people, username: str, organisation, *roles: str, **fields):
    person = factories.UserFactory(username=username, organisation=organisation, **fields)
    person.groups.set([group for role in roles for group in people[role].groups.all()])
    return person


def never_done() -> set[str]:
    return {verb for verb in VERBS if not Desk.outcomes[verb]} - {"old form"}


def test_whatever_people_try(people):
    team = people["admin"].organisation
    jinzhai = factories.PlaceFactory(code="341524", name_zh="金寨县", name_en="Jinzhai")
    county = factories.OrganisationFactory(key="jinzhai-county", kind="government", place=jinzhai)
    shop = factories.OrganisationFactory(key="a-shop", kind="ecommerce")
    every_role = ("recommender", "inspector", "confirmer")
    Desk.people = [
        people["recommender"],
        person_of(people, "other-county", county, *every_role),
        person_of(people, "shopkeeper", shop, *every_role),
        person_of(people, "busybody", team, *every_role),
        person_of(people, "second-busybody", team, *every_role),
        person_of(people, "other-admin", team, is_superuser=True),
        people["admin"],
        people["confirmer"],
    ]
    Desk.actions, Desk.outcomes = 0, Counter()
    quiet = settings(
        max_examples=ACTIONS // STEPS_OF_A_WALK,
        stateful_step_count=STEPS_OF_A_WALK,
        deadline=None,
        database=None,
        # A walk is read as it is: making it shorter takes longer than reading it.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    # Hypothesis ends many walks early, so how many it takes is not known beforehand.
    while Desk.actions < ACTIONS or (never_done() and Desk.actions < MOST_ACTIONS):
        run_state_machine_as_test(Desk, settings=quiet)
    never = never_done()
    assert not never, f"the walk never got as far as {never}"
