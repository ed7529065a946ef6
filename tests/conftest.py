"""What every test may use."""

import pytest

from tests import factories


@pytest.fixture
def site(db):
    """Languages, trees, roles and workflow, as a new installation has them."""
    from cms.site_setup import ensure_site

    return ensure_site()


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
