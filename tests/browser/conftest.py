"""One installation for the journeys that need people and a verified product, and no more."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import require_chromium
from tests.browser.story_editor import PATIENCE
from tests.installation import Installation
from tests.journeys.test_main_job import verify_product


@pytest.fixture(scope="package")
def house(tmp_path_factory):
    """Shared by several files; one that needs another installation has a fixture of the same name."""
    require_chromium()
    installation = Installation(tmp_path_factory.mktemp("browser"))
    installation.manage("load_demo", "--people-only")
    installation.start("web", "worker", "films")
    verify_product(installation)
    expect.set_options(timeout=PATIENCE)
    yield installation
    expect.set_options(timeout=5_000)
    installation.remove()
