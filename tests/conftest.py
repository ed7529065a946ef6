"""What every test may use."""

import gc
from contextlib import ExitStack

import pytest
from django.core.cache import caches
from django.utils import translation

from tests import factories
from tests.prepared_database import prepared_database


def pytest_collection_finish(session):
    """What is loaded stays: searching all of it for garbage again and again takes a tenth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)


@pytest.fixture(autouse=True)
def house_language():
    """Every test begins in the house's language: a request leaves its own active behind it in the thread."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def empty_cache():
    """Every test begins with empty caches: what another left there would expire at some moment of this one, and sizes
    kept of a photo with the same number and bytes have no row in this one's database."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True, scope="session")
def pictures_once():
    from wagtail.images.models import Filter

    from tests.pictures_once import run

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Filter, "run", run)
        yield


@pytest.fixture(scope="session")
def migrated(django_db_modify_db_settings):
    """Returns what ends the loan of the prepared database; asked for before pytest-django makes its own."""
    with ExitStack() as loan:
        loan.enter_context(prepared_database())
        yield loan.close


@pytest.fixture(scope="session")
def django_db_setup(migrated, django_db_setup, django_db_blocker):
    """Set the house up once: doing it for every test was most of the suite's time."""
    from cms.site_setup import ensure_site

    migrated()
    with django_db_blocker.unblock():
        ensure_site()


@pytest.fixture
def site(db):
    """Languages, trees, roles and workflow, as a new installation has them. Returns the default site."""
    from wagtail.models import Site

    from cms.site_setup import ensure_site

    # Tests that commit empty the tables behind them.
    return Site.objects.filter(is_default_site=True).first() or ensure_site()


@pytest.fixture
def people(site) -> dict:
    """One person per role, by role name, each in its own group, plus `admin` (superuser)."""
    return factories.make_people()


@pytest.fixture
def stories_zh(site):
    from stories.models import StoryIndexPage

    return StoryIndexPage.objects.get(locale__language_code="zh-hans")


@pytest.fixture
def products_zh(site):
    from products.models import ProductIndexPage

    return ProductIndexPage.objects.get(locale__language_code="zh-hans")
