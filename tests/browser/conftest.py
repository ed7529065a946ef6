"""One small public site and one browser for all files that read it."""

import pytest

from tests.browser.chromium import chromium, require_chromium
from tests.browser.small_site import make_small_site
from tests.installation import Installation
from tests.public_pages import public_pages


@pytest.fixture(scope="session")
def public_site(tmp_path_factory):
    """(address without a slash at its end, every public page of both languages)."""
    require_chromium()
    installation = Installation(tmp_path_factory.mktemp("public"))
    try:
        installation.manage("migrate", "--verbosity", "0")
        hidden = make_small_site(installation)
        installation.start("web")
        yield installation.url, [*public_pages(installation.url), *hidden]
    finally:
        installation.remove()


@pytest.fixture(scope="session")
def reader(public_site):
    """The readers' browser."""
    with chromium() as opened:
        yield opened
