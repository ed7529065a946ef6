"""Channels of the tests' own, so that these tests do not change with any real channel's rules."""

import pytest

from tests.channels import factories


@pytest.fixture
def two_channels(monkeypatch):
    """The registry with two small channels in it; `validate` has no schema for them and finds nothing."""
    from channels import adapters, rendering

    registered = (factories.SmallAdapter("small-one", "s1"), factories.SmallAdapter("small-two", "s2"))
    by_key = {adapter.key: adapter for adapter in registered}
    monkeypatch.setattr(adapters, "ADAPTERS", registered)
    monkeypatch.setattr(adapters, "adapter_for", by_key.__getitem__)
    monkeypatch.setattr(rendering, "violations", lambda key, body, lifted=(): [])
    return registered


@pytest.fixture
def as_role(client, people):
    def log_in(role: str):
        client.force_login(people[role])
        return client

    return log_in


@pytest.fixture
def product(site):
    return factories.sold_product()


@pytest.fixture
def story(stories_zh):
    return factories.make_story(stories_zh)


@pytest.fixture
def secret(two_channels, db):
    from channels import tokens

    return tokens.issue("small-one")[1]


@pytest.fixture
def get(client, secret):
    """GET with the token of the first channel."""

    def call(path: str, token: str = secret, **headers):
        return client.get(path, headers={"authorization": f"Bearer {token}", **headers})

    return call


@pytest.fixture
def released(two_channels, stories_zh, product):
    """Three stories with the same product, out on both channels."""
    from channels import editions

    stories = [factories.make_story(stories_zh, f"故事{number}") for number in range(3)]
    cover = factories.cover_photo()
    for story in stories:
        editions.make_editions(factories.make_release(story, product, cover=cover).pk)
    return stories
