"""A verification that ran out by the clock does to the rooms above what a withdrawal does, and once."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from channels.models import Edition, FeedEntry
from commerce.links import links_for
from products import services
from products.models import VerificationState
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange, release_story

pytestmark = pytest.mark.django_db

# Those that take an article.
CHANNELS = ("wechat-oa", "qq-kandian", "qzone", "tencent-news", "kuaibao", "qq-browser")


def work_off() -> None:
    for result in DBTaskResult.objects.filter(task_path__startswith="channels.").order_by("enqueued_at"):
        result.task.func(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])
        result.delete()


@pytest.fixture
def carried(people, stories_zh):
    """A verified product, its story in the feeds and a purchase link."""
    product = orange(people, valid_for_days=20)
    story = make_story(stories_zh, people["author"], [block("text", PARAGRAPH), card(product)])
    story = release_story(story, people)
    work_off()
    offer = product.offers.get()
    code = links_for(story.pk, "web", "we", [("card-1", offer.pk)])["card-1", offer.pk].code
    return product, story, code


def at_the_clock(product) -> time_machine.travel:
    """One minute into the day after the last one, in China."""
    after = product.current_verification.valid_until + timedelta(days=1)
    return time_machine.travel(timezone.make_aware(datetime.combine(after, time(0, 1))), tick=False)


def seen_outside(client, story, code) -> dict:
    """What channels, shops and readers meet; `gone` is what an ended verification must look like to all of them."""
    newest = {}
    for entry in FeedEntry.objects.order_by("number"):
        newest[entry.channel] = entry.op
    return {
        "feeds": newest,
        "editions": set(Edition.objects.values_list("state", "current")),
        "link": client.get(f"/go/{code}").status_code,
        "marked": [product.pk for product in client.get(story.url).context["withdrawn"]],
        "verified": client.get(story.url).status_code,
    }


def gone(product) -> dict:
    return {
        "feeds": dict.fromkeys(CHANNELS, "withdraw"),
        "editions": {("withdrawn", False)},
        "link": 410,
        "marked": [product.pk],
        "verified": 200,
    }


def by_withdrawal(product, people) -> None:
    services.withdraw(product, people["confirmer"], "重新核验")


def by_the_clock(product, people) -> None:
    call_command("scheduler", "--once")


@pytest.mark.parametrize("end", [by_withdrawal, by_the_clock])
def test_both_ends_look_the_same_from_outside(client, people, carried, end):
    product, story, code = carried
    before = seen_outside(client, story, code)
    assert before["feeds"] == dict.fromkeys(CHANNELS, "upsert")
    assert (before["link"], before["marked"]) == (302, [])
    with at_the_clock(product):
        end(product, people)
        work_off()
        assert seen_outside(client, story, code) == gone(product)


def test_on_the_last_day_nothing_has_ended(client, people, carried):
    product, story, code = carried
    before = seen_outside(client, story, code)
    last = product.current_verification.valid_until
    last_minute = timezone.make_aware(datetime.combine(last, time(23, 59)))
    with time_machine.travel(last_minute, tick=False):
        call_command("scheduler", "--once")
        work_off()
        assert seen_outside(client, story, code) == before


def test_a_jump_of_the_clock_by_a_year_skips_no_lapse_and_a_second_round_changes_nothing(client, people, carried):
    product, story, code = carried
    with time_machine.travel(timezone.now() + timedelta(days=365), tick=False):
        call_command("scheduler", "--once")
        work_off()
        numbers = list(FeedEntry.objects.values_list("channel", "number", "op"))
        for _round in range(2):
            call_command("scheduler", "--once")
            work_off()
        assert list(FeedEntry.objects.values_list("channel", "number", "op")) == numbers
        assert seen_outside(client, story, code) == gone(product)
    product.current_verification.refresh_from_db()
    assert product.current_verification.state == VerificationState.LAPSED


def test_a_clock_set_back_again_brings_nothing_back(client, people, carried):
    product, story, code = carried
    with at_the_clock(product):
        call_command("scheduler", "--once")
    work_off()
    assert seen_outside(client, story, code) == gone(product)
