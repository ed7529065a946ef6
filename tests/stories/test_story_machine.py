"""Whatever people try with stories, in whatever order: nothing goes out but what a second person approved.

An oracle of its own, kept beside the program, remembers who had a hand in which words.
"""

import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.log_actions import LogContext
from wagtail.models import Locale, Page, Revision

from products.errors import Refused
from stories import approval, readiness, schedule
from stories.desk.bulk import SubmitBulkAction
from stories.importing.service import Upload, import_story
from stories.models import Approval, Release, StoryPage
from tests import factories
from tests.stories.factories import make_story, small_photo, waiver

# `make walk` takes ten thousand; enough here to come past every verb, some many times over.
STEPS = int(os.environ.get("STORY_MACHINE_STEPS", "400"))
STEPS_OF_A_WALK = 100
A_LONG_WALK = 5_000
STORIES = 3
MOST_STORIES = 6
SOON = timedelta(days=2)
VERBS = [
    "edit",
    "autosave",
    "schedule",
    "revert",
    "submit",
    "bulk",
    "approve",
    "reject",
    "copy",
    "translate",
    "import",
    "publish_due",
    "unpublish",
]
REFUSALS = (Refused, PermissionDenied, ValidationError)


@dataclass
class Told:
    """What the oracle knows of a story: whose hand is in the words that are not out yet, and what was approved."""

    owner: int
    hands: set[int] = field(default_factory=set)
    # After an approval whose hour has not come, new hands belong to the next version.
    later: set[int] = field(default_factory=set)
    approved: dict[str, tuple[int, frozenset[int]]] = field(default_factory=dict)
    waits: str = ""
    releases: int = 0


class House(RuleBasedStateMachine):
    people: list = []
    index: StoryPage | None = None
    english: Locale | None = None
    photo = None
    steps = 0
    outcomes: Counter = Counter()
    words = 0

    def __init__(self):
        super().__init__()
        self.told: dict[int, Told] = {}
        self.pages: list[int] = []
        for number in range(STORIES):
            author = self.people[number % 2]
            self.remember(make_story(self.index, author, title=self.new_words(), cover=self.photo), author)

    # The oracle

    def new_words(self) -> str:
        type(self).words += 1
        return f"第 {self.words} 稿"

    def remember(self, story: StoryPage, person) -> None:
        self.pages.append(story.pk)
        self.told[story.pk] = Told(owner=person.pk, hands={person.pk})

    def had_a_hand(self, page: Page, person) -> None:
        told = self.told[page.pk]
        told.hands.add(person.pk)
        if told.waits:
            told.later.add(person.pk)

    # The people

    def story(self, which: int) -> StoryPage:
        return StoryPage.objects.get(pk=self.pages[which % len(self.pages)])

    def attempt(self, verb: str, act) -> bool:
        """Count and try one action, all or nothing; return whether the house let it pass."""
        type(self).steps += 1
        try:
            with transaction.atomic():
                act()
        except REFUSALS:
            return False
        self.outcomes[verb] += 1
        return True

    def write(self, page: StoryPage, person, **fields) -> None:
        """As the editor does it: only who may edit, and not what somebody else has locked."""
        allowed = page.permissions_for_user(person)
        if not allowed.can_edit() or allowed.page_locked():
            raise PermissionDenied
        draft = page.get_latest_revision_as_object()
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save_revision(user=person, log_action=True, clean=False)
        self.had_a_hand(page, person)

    @rule(which=st.integers(0, 9), who=st.integers(0, 4))
    def edit(self, which, who):
        page, person = self.story(which), self.people[who]
        self.attempt("edit", lambda: self.write(page, person, title=self.new_words(), go_live_at=None))

    @rule(which=st.integers(0, 9), who=st.integers(0, 4))
    def autosave(self, which, who):
        """Writes over the newest revision in place; Wagtail lets only its own writer do so."""
        page, person = self.story(which), self.people[who]

        def act():
            newest = page.get_latest_revision()
            allowed = page.permissions_for_user(person)
            if not allowed.can_edit() or allowed.page_locked() or newest.user_id != person.pk:
                raise PermissionDenied
            draft = newest.as_object()
            draft.title = self.new_words()
            draft.save_revision(user=person, overwrite_revision=newest, log_action=True, clean=False)
            self.had_a_hand(page, person)

        self.attempt("autosave", act)

    @rule(which=st.integers(0, 9), who=st.integers(0, 4))
    def plan_for_later(self, which, who):
        page, person = self.story(which), self.people[who]
        fields = {"title": self.new_words(), "go_live_at": timezone.now() + SOON}
        self.attempt("schedule", lambda: self.write(page, person, **fields))

    @rule(which=st.integers(0, 9), who=st.integers(0, 4), back=st.integers(0, 5))
    def revert(self, which, who, back):
        page, person = self.story(which), self.people[who]

        def act():
            revisions = page.revisions.order_by("-pk")[: back + 1]
            old = revisions[len(revisions) - 1].as_object()
            self.write(page, person, title=old.title, summary=old.summary, go_live_at=None)

        self.attempt("revert", act)

    @rule(which=st.integers(0, 9), who=st.integers(0, 4))
    def submit(self, which, who):
        page, person = self.story(which), self.people[who]
        self.attempt("submit", lambda: approval.submit(page, person))

    @rule(who=st.integers(0, 4))
    def submit_many(self, who):
        person = self.people[who]
        stories = list(StoryPage.objects.filter(pk__in=self.pages))
        mine = [story for story in stories if story.permissions_for_user(person).can_edit()]
        self.attempt("bulk", lambda: SubmitBulkAction.execute_action(mine, user=person))

    @rule(which=st.integers(0, 9), who=st.integers(0, 4))
    def approve(self, which, who):
        self.try_to_approve(self.story(which), self.people[who])

    @rule(which=st.integers(0, 9))
    def somebody_approves(self, which):
        page = self.story(which)
        if page.workflow_in_progress:
            any(self.try_to_approve(page, person) for person in self.people)

    def try_to_approve(self, page: StoryPage, person) -> bool:
        told, page = self.told[page.pk], StoryPage.objects.get(pk=page.pk)
        words, hands = page.get_latest_revision().as_object().title, frozenset(told.hands | {told.owner})
        if not self.attempt("approve", lambda: approval.approve(page, person)):
            return False
        told.approved[words] = (person.pk, hands)
        out = StoryPage.objects.get(pk=page.pk)
        told.waits = "" if out.live and out.title == words else words
        told.hands = set()
        told.later = set()
        return True

    @rule(which=st.integers(0, 9), who=st.integers(0, 4))
    def reject(self, which, who):
        page, person = self.story(which), self.people[who]
        self.attempt("reject", lambda: approval.reject(page, person, "再改改"))

    @rule(later=st.sampled_from([timedelta(0), SOON + timedelta(minutes=1)]))
    def the_clock_strikes(self, later):
        type(self).steps += 1
        with time_machine.travel(timezone.now() + later):
            due = schedule.publish_due()
        self.outcomes["publish_due"] += bool(due.published)

    @rule(which=st.integers(0, 9), who=st.integers(0, 4))
    def copy(self, which, who):
        page, person = self.story(which), self.people[who]

        def act():
            if len(self.pages) >= MOST_STORIES:
                raise PermissionDenied
            slug = f"copy-{self.words}-{len(self.pages)}"
            made = page.copy(update_attrs={"slug": slug}, user=person, keep_live=True, copy_revisions=False)
            self.remember(made, person)

        self.attempt("copy", act)

    @rule(which=st.integers(0, 9), who=st.integers(0, 4))
    def translate(self, which, who):
        page, person = self.story(which), self.people[who]

        def act():
            if page.locale_id == self.english.pk or page.has_translation(self.english):
                raise PermissionDenied
            if len(self.pages) >= MOST_STORIES:
                raise PermissionDenied
            # As in a request: the action itself leaves its user out of the log.
            with LogContext(user=person):
                made = CopyPageForTranslationAction(page, self.english).execute(skip_permission_checks=True)
            self.remember(made, person)

        self.attempt("translate", act)

    @rule(who=st.integers(0, 4))
    def import_text(self, who):
        """A file becomes a draft, to which its author adds what a file does not bring along."""
        person = self.people[who]

        def act():
            if len(self.pages) >= MOST_STORIES:
                raise PermissionDenied
            text = f"---\ntitle: {self.new_words()}\npublished: true\n---\n\n{'山坡上一片金黄。' * 10}\n"
            made = import_story(Upload("draft.md", text.encode()), person, self.index).story
            self.remember(made, person)
            self.write(made, person, cover=self.photo, channel_settings=[waiver()])

        self.attempt("import", act)

    @rule(which=st.integers(0, 9), who=st.integers(0, 4))
    def publish_by_code(self, which, who):
        page, person = self.story(which), self.people[who]
        self.attempt("force", lambda: page.get_latest_revision().publish(user=person, skip_permission_checks=True))

    @rule(which=st.integers(0, 9))
    def make_live_by_row(self, which):
        page = self.story(which)
        if page.live:
            return
        page.live, page.title, page.live_revision = True, self.new_words(), page.get_latest_revision()
        assert not self.attempt("row", page.save), "a row went live by itself"

    @rule(which=st.integers(0, 9))
    def take_down(self, which):
        page = self.story(which)
        if page.live:
            self.attempt("unpublish", page.unpublish)

    @initialize(ways=st.lists(st.integers(0, 3), min_size=STORIES, max_size=STORIES))
    def some_are_under_way(self, ways):
        for number, way in enumerate(ways):
            page = self.story(number)
            if way == 3:
                self.write(page, self.people[number % 2], title=self.new_words(), go_live_at=timezone.now() + SOON)
            if way:
                assert self.attempt("submit", lambda page=page: approval.submit(page, self.people[0]))
            if way > 1:
                assert self.try_to_approve(page, self.people[2])

    # What must hold

    @invariant()
    def nothing_went_out_without_a_second_person(self):
        for release in Release.objects.filter(story__in=self.pages).select_related("approved_by").order_by("pk"):
            told = self.told[release.story_id]
            if release.version <= told.releases:
                continue
            words = release.parsed().title
            assert words in told.approved, f"“{words}” went out and nobody approved it"
            approver, hands = told.approved[words]
            assert release.approved_by_id == approver
            assert release.approved_by.groups.filter(name="editor").exists()
            assert approver not in hands, "an author approved"
            approvals = Approval.objects.filter(page=release.story_id, revision_id=release.revision_id)
            assert approvals.filter(approved_by=approver, went_live_at__isnull=False).exists()
            told.releases = release.version
            told.waits = ""
        live = dict(StoryPage.objects.filter(pk__in=self.pages, live=True).values_list("pk", "title"))
        newest = {
            release.story_id: release.parsed().title
            for release in Release.objects.filter(story__in=live).order_by("version")
        }
        assert live == newest, "the public page says something else than the release"


def never_done() -> set[str]:
    return {verb for verb in VERBS if not House.outcomes[verb]}


@pytest.mark.django_db
def test_whatever_people_try(people, stories_zh, monkeypatch):
    # The channels' opinion is not the question here.
    monkeypatch.setattr(readiness, "_providers", [])
    writers = people["author"].organisation
    other = factories.UserFactory(username="other-author", organisation=writers)
    other.groups.set(people["author"].groups.all())
    second = factories.UserFactory(username="other-editor", organisation=people["editor"].organisation)
    second.groups.set(people["editor"].groups.all())
    House.people = [people["author"], other, people["editor"], second, people["admin"]]
    House.index, House.english, House.photo = stories_zh, Locale.objects.get(language_code="en"), small_photo()
    House.steps, House.outcomes = 0, Counter()
    quiet = settings(
        max_examples=max(STEPS // STEPS_OF_A_WALK // 2, 2),
        stateful_step_count=STEPS_OF_A_WALK,
        deadline=None,
        database=None,
        # A walk is read as it is: making it shorter takes longer than reading it.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    while House.steps < STEPS:
        run_state_machine_as_test(House, settings=quiet)
    # A short walk may miss a verb by chance; a long one that does is no walk.
    assert STEPS < A_LONG_WALK or not never_done(), f"the walk never got as far as {never_done()}"
    assert Revision.objects.exists()
