"""The desk: what waits for whom, the list's filters, and many stories at once."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from channels.models import Edition, EditionState
from stories import approval, reviews
from stories.desk import lists
from stories.models import DraftProduct, EditorialReviewState, StoryPage
from tests.factories import PlaceFactory, UserFactory
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange, release_story

pytestmark = pytest.mark.django_db


def titles(found) -> set[str]:
    return {story.title for story in found}


@pytest.fixture
def stories(people, stories_zh) -> dict[str, StoryPage]:
    """One story in each state."""
    made = {}
    for state in ("draft", "waiting", "given_back", "scheduled", "live", "changed", "down"):
        fields = {"go_live_at": timezone.now() + timedelta(days=2)} if state == "scheduled" else {}
        made[state] = make_story(stories_zh, people["author"], title=state, **fields)
    for state in ("waiting", "given_back", "scheduled", "live", "changed", "down"):
        approval.submit(made[state], people["author"])
    approval.reject(made["given_back"], people["editor"])
    for state in ("scheduled", "live", "changed", "down"):
        approval.approve(made[state], people["editor"])
    changed = StoryPage.objects.get(pk=made["changed"].pk)
    changed.summary = "又改了一回"
    changed.save_revision(user=people["author"], log_action=True)
    StoryPage.objects.get(pk=made["down"].pk).unpublish()
    return made


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("draft", {"draft"}),
        ("waiting", {"waiting"}),
        ("given_back", {"given_back"}),
        ("scheduled", {"scheduled"}),
        ("live", {"live", "changed"}),
        ("changed", {"changed"}),
        ("down", {"down"}),
    ],
)
def test_states(client, people, stories, state, expected):
    assert titles(lists.in_state(StoryPage.objects.all(), state)) == expected
    client.force_login(people["editor"])
    answer = client.get(reverse("stories:index"), {"state": state})
    assert titles(answer.context["object_list"]) == expected


def test_the_first_page_shows_an_author_what_is_theirs(client, people, stories):
    client.force_login(people["author"])
    answer = client.get(reverse("wagtailadmin_home"))
    panel = answer.content.decode().split('id="story-desk-section')[1].split("</section>")[0]
    for state in ("draft", "given_back", "waiting", "scheduled"):
        assert reverse("wagtailadmin_pages:edit", args=[stories[state].pk]) in panel
    assert reverse("wagtailadmin_pages:edit", args=[stories["down"].pk]) not in panel


def test_what_is_claimed_and_what_is_late(client, people, stories_zh, stories):
    late = make_story(stories_zh, people["author"], title="late")
    approval.submit(late, people["author"])
    EditorialReviewState.objects.filter(pk=reviews.review_of(late).pk).update(due_on=date(2020, 1, 1))
    reviews.claim(stories["waiting"], people["editor"])
    everything = StoryPage.objects.all()
    for kind, expected in {"mine": {"waiting"}, "nobody": {"late"}, "overdue": {"late"}, "odd": set()}.items():
        assert titles(lists.under_review(everything, kind, people["editor"])) == expected
    assert lists.under_review(everything, "overdue", people["editor"]).get().due_on == date(2020, 1, 1)
    client.force_login(people["editor"])
    page = client.get(reverse("wagtailadmin_home"), headers={"accept-language": "en"}).content.decode()
    panel = page.split('id="story-desk-section')[1].split("</section>")[0]
    assert "Overdue" in panel
    assert "Claimed by me" in panel
    assert reverse("story_review", args=[late.pk]) in panel
    answer = client.get(reverse("stories:index"), {"review": "overdue"})
    assert titles(answer.context["object_list"]) == {"late"}


def test_an_empty_desk_says_so_and_strangers_have_none(client, people, site):
    client.force_login(people["author"])
    assert 'id="story-desk-section' in client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(people["inspector"])
    assert 'id="story-desk-section' not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_first_page_costs_the_same_however_much_waits(
    client, people, stories_zh, stories, django_assert_max_num_queries
):
    client.force_login(people["author"])
    address = reverse("wagtailadmin_home")
    client.get(address)
    with django_assert_max_num_queries(200) as before:
        client.get(address)
    for number in range(4):
        make_story(stories_zh, people["author"], title=f"more {number}")
    with django_assert_max_num_queries(len(before.captured_queries) + 2):
        client.get(address)


class TestProducts:
    @pytest.fixture
    def product(self, people):
        place = PlaceFactory(code="433125", name_zh="保靖县", name_en="Baojing")
        return orange(people, place=place)

    def test_drafts_are_found_by_what_their_newest_version_carries(self, client, people, stories_zh, product):
        story = make_story(stories_zh, people["author"], [card(product), block("text", PARAGRAPH)], title="有卡")
        make_story(stories_zh, people["author"], title="没有卡")
        client.force_login(people["editor"])
        for query in ({"product": product.pk}, {"county": product.place_id}):
            answer = client.get(reverse("stories:index"), query)
            assert titles(answer.context["object_list"]) == {"有卡"}
        story.body = [block("text", PARAGRAPH)]
        story.save_revision(user=people["author"])
        answer = client.get(reverse("stories:index"), {"product": product.pk})
        assert titles(answer.context["object_list"]) == set()

    def test_a_fact_in_the_text_counts_too(self, people, stories_zh, product):
        text = f'<p><a linktype="fact" product="{product.pk}" key="altitude">450 m</a>{PARAGRAPH}</p>'
        story = make_story(stories_zh, people["author"], [block("text", text)])
        assert list(DraftProduct.objects.filter(story=story).values_list("product", flat=True)) == [product.pk]

    @pytest.mark.parametrize("body", [None, "", "no json", "[1, {}]", '[{"type": "product", "value": {"product": 9}}]'])
    def test_odd_bodies_harm_nobody(self, people, stories_zh, body):
        from stories.draft_products import keep

        story = make_story(stories_zh, people["author"])
        keep(story.pk, {"body": body})
        assert not DraftProduct.objects.filter(story=story).exists()

    def test_what_ends_soon(self, people, stories_zh, product):
        product = orange(people, valid_for_days=10, slug="soon", code="SOON-1")
        story = make_story(stories_zh, people["author"], [block("text", PARAGRAPH), card(product)], title="快到期")
        release_story(story, people)
        assert titles(lists.lapsing(StoryPage.objects.all())) == {"快到期"}
        far = timezone.localdate() - timedelta(days=300)
        assert titles(lists.lapsing(StoryPage.objects.all(), far)) == set()


def test_what_a_channel_would_not_take(client, people, stories):
    release = stories["live"].releases.get()
    Edition.objects.filter(release=release).delete()
    Edition.objects.create(
        release=release,
        story=release.story,
        channel="wechat-oa",
        state=EditionState.BLOCKED,
        adapter_version=1,
        spec_version="1",
    )
    client.force_login(people["editor"])
    answer = client.get(reverse("stories:index"), {"blocked": "wechat-oa"})
    assert titles(answer.context["object_list"]) == {"live"}
    answer = client.get(reverse("stories:index"), {"channel": "wechat-oa"})
    assert "live" not in titles(answer.context["object_list"])
    client.force_login(people["author"])
    assert (
        "would not take it"
        in client.get(reverse("wagtailadmin_home"), headers={"accept-language": "en"}).content.decode()
    )


class TestBulkSubmit:
    def url(self, *stories) -> str:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "submit"])
        return f"{address}?next=/admin/&" + "&".join(f"id={story.pk}" for story in stories)

    def test_each_by_itself(self, client, people, stories_zh):
        ready = make_story(stories_zh, people["author"], title="好了")
        unready = make_story(stories_zh, people["author"], [], title="没好")
        client.force_login(people["author"])
        assert client.get(self.url(ready, unready)).status_code == 200
        answer = client.post(self.url(ready, unready), follow=True)
        assert titles(lists.in_state(StoryPage.objects.all(), "waiting")) == {"好了"}
        said = [str(message) for message in answer.context["messages"]]
        assert any("没好" in line for line in said)
        assert len(said) == 2

    def test_not_what_waits_already_nor_by_strangers(self, client, people, stories):
        client.force_login(people["author"])
        client.post(self.url(stories["waiting"]))
        assert stories["waiting"].current_workflow_state.task_states.count() == 1
        client.force_login(people["inspector"])
        client.post(self.url(stories["draft"]))
        assert StoryPage.objects.get(pk=stories["draft"].pk).current_workflow_state is None


class TestBulkAssign:
    def url(self, *stories) -> str:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "assign"])
        return f"{address}?next=/admin/&" + "&".join(f"id={story.pk}" for story in stories)

    @pytest.fixture
    def colleague(self, people):
        person = UserFactory(username="colleague", organisation=people["editor"].organisation)
        person.groups.set(people["editor"].groups.all())
        return person

    def test_to_a_colleague_with_a_day(self, client, people, stories, colleague):
        day = timezone.localdate() + timedelta(days=3)
        client.force_login(people["editor"])
        shown = client.get(self.url(stories["waiting"], stories["draft"]))
        assert [item["item"].pk for item in shown.context["items"]] == [stories["waiting"].pk]
        client.post(self.url(stories["waiting"]), {"person": colleague.pk, "due_on": day.isoformat()})
        review = reviews.review_of(stories["waiting"])
        assert (review.claimed_by, review.due_on) == (colleague, day)

    def test_not_to_who_wrote_it(self, client, people, stories_zh, stories, colleague):
        own = make_story(stories_zh, colleague, title="own")
        approval.submit(own, people["admin"])
        client.force_login(people["editor"])
        answer = client.post(self.url(own, stories["waiting"]), {"person": colleague.pk}, follow=True)
        assert reviews.review_of(own).claimed_by is None
        assert reviews.review_of(stories["waiting"]).claimed_by == colleague
        said = [str(message) for message in answer.context["messages"]]
        assert any(line.startswith("own: ") for line in said)
        assert len(said) == 2

    @pytest.mark.parametrize("data", [{}, {"person": "no"}, {"person": 0}, {"due_on": "2020-01-01"}, {"due_on": "x"}])
    def test_a_form_filled_badly_is_shown_again(self, client, people, stories, data):
        client.force_login(people["editor"])
        answer = client.post(self.url(stories["waiting"]), {"person": people["editor"].pk if data else "", **data})
        assert answer.context["form"].errors
        assert reviews.review_of(stories["waiting"]).claimed_by is None

    def test_not_by_those_who_do_not_decide(self, client, people, stories):
        client.force_login(people["author"])
        client.post(self.url(stories["waiting"]), {"person": people["editor"].pk})
        assert reviews.review_of(stories["waiting"]).claimed_by is None
