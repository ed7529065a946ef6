"""Installations that several files share: a desk with people and a verified product, and a small public site."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import chromium, require_chromium
from tests.browser.small_site import make_small_site
from tests.browser.story_editor import PATIENCE
from tests.installation import Installation
from tests.journeys.test_main_job import verify_product
from tests.public_pages import public_pages


@pytest.fixture(scope="package", autouse=True)
def patience():
    expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def house(tmp_path_factory):
    """The desk. A file that needs another installation has a fixture of the same name."""
    require_chromium()
    installation = Installation(tmp_path_factory.mktemp("browser"))
    installation.manage("load_demo", "--people-only")
    installation.start("web", "worker", "films")
    verify_product(installation)
    yield installation
    installation.remove()


@pytest.fixture(scope="session")
def public_site(tmp_path_factory):
    """(address without a slash at its end, every public page of both languages)."""
    require_chromium()
    installation = Installation(tmp_path_factory.mktemp("public"))
    try:
        installation.manage("migrate", "--verbosity", "0")
        hidden = make_small_site(installation)
        installation.manage("update_index", "--verbosity", "0")
        installation.start("web")
        yield installation.url, [*public_pages(installation.url), *hidden]
    finally:
        installation.remove()


# Not for the session: Playwright bears one browser of this kind at a time, and other files open their own.
@pytest.fixture(scope="module")
def reader(public_site):
    """The readers' browser."""
    with chromium() as opened:
        yield opened


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Beside a failure stands what went wrong last in the processes of its installation."""
    report = yield
    house = item.funcargs.get("house")
    if report.failed and isinstance(house, Installation):
        for name in house.processes:
            lines = [line for line in house.log(name).splitlines() if " INFO " not in line]
            report.sections.append((f"{name}.log", "\n".join(lines[-60:])))
    return report
