"""What the tests of this room share."""

import pytest

from stories import readiness


@pytest.fixture
def no_channels(monkeypatch) -> list:
    """Channels are another room's; returned is where a made-up one is put where one is wanted."""
    providers: list = []
    monkeypatch.setattr(readiness, "_providers", providers)
    return providers
