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
    monkeypatch.setattr(rendering, "violations", lambda key, body: [])
    return registered


@pytest.fixture
def product(site):
    return factories.sold_product()


@pytest.fixture
def story(stories_zh):
    return factories.make_story(stories_zh)
