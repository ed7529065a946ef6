"""One act takes back a product that a thousand stories carry on nine channels: as many queries as for ten."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from channels import adapters, tokens
from channels.models import Edition, FeedEntry
from products import services
from products.effect import effect_of
from products.models import User
from tests.carried import CHANNELS, carry
from tests.channels.factories import SmallAdapter, hold
from tests.factories import OfferFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nine_channels(monkeypatch):
    registered = tuple(SmallAdapter(key, f"n{number}") for number, key in enumerate(CHANNELS))
    monkeypatch.setattr(adapters, "ADAPTERS", registered)
    monkeypatch.setattr(adapters, "adapter_for", {adapter.key: adapter for adapter in registered}.__getitem__)


@pytest.fixture
def polled(client):
    """Reads on in every channel's feed, by its own token, from where it was."""
    heads = {key: {"authorization": f"Bearer {tokens.issue(key)[1]}"} for key in CHANNELS}
    cursors = dict.fromkeys(CHANNELS, "")

    def poll(key: str) -> list[dict]:
        entries, more = [], True
        while more:
            page = client.get(f"/api/v1/channels/{key}/feed?limit=100&after={cursors[key]}", headers=heads[key]).json()
            entries += page["entries"]
            cursors[key], more = page["next"], page["more"]
        return entries

    return poll


def sold(people):
    product = hold(ProductFactory(photo=None))
    OfferFactory(product=product)
    return product


def test_a_thousand_stories_on_nine_channels(nine_channels, polled, people, stories_zh):
    counts = {}
    # The first one fills what the process remembers (content types).
    for number in (1, 10, 1_000):
        product = sold(people)
        stories = set(carry(product, stories_zh, number, people["editor"]))
        for key in CHANNELS:
            assert len(polled(key)) == number
        # Read anew each time, as at each request: a person's permissions are remembered.
        confirmer = User.objects.get(pk=people["confirmer"].pk)
        with CaptureQueriesContext(connection) as queries:
            services.withdraw(product, confirmer, "复查发现产地登记不符")
        counts[number] = [query["sql"] for query in queries]
        for key in CHANNELS:
            entries = polled(key)
            assert {entry["op"] for entry in entries} == {"withdraw"}
            assert {entry["story_id"] for entry in entries} == stories
        assert not Edition.objects.filter(release__carried__product=product, current=True).exists()
    assert len(counts[10]) == len(counts[1_000]) <= 25, "\n".join(counts[1_000])


def test_it_is_one_transaction(nine_channels, people, stories_zh):
    """The service opens one, and nothing in it commits by itself: in an outer one it is a single savepoint."""
    product = sold(people)
    carry(product, stories_zh, 20, people["editor"])
    with CaptureQueriesContext(connection) as queries:
        services.withdraw(product, people["confirmer"], "x")
    sql = [query["sql"].upper() for query in queries]
    assert sql[0].startswith("SAVEPOINT")
    assert sql[-1].startswith("RELEASE SAVEPOINT")
    assert not any(line.startswith(("COMMIT", "BEGIN")) for line in sql)


def test_a_failure_at_the_end_takes_all_of_it_back(nine_channels, people, stories_zh, monkeypatch):
    product = sold(people)
    carry(product, stories_zh, 20, people["editor"])

    def fails(*args, **kwargs):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(services, "log_transition", fails)
    with pytest.raises(RuntimeError):
        services.withdraw(product, people["confirmer"], "x")
    assert not FeedEntry.objects.filter(op="withdraw").exists()
    assert Edition.objects.filter(current=True).count() == 20 * len(CHANNELS)


def test_what_it_would_hit_is_said_before_in_three_queries(
    nine_channels, people, stories_zh, django_assert_num_queries
):
    product = sold(people)
    carry(product, stories_zh, 12, people["editor"])
    with django_assert_num_queries(3):
        found = effect_of(product)
    figures = [[int(number) for number in re.findall(r"\d+", line)] for line in found]
    assert figures == [[12], [108], [108, 9]]
