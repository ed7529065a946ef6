import pytest
from wagtail.models import Locale, Page

from commerce import visitors
from stories.models import StoryIndexPage
from tests.commerce.factories import Shop, open_shop
from tests.commerce.reading import Reader


@pytest.fixture
def client() -> Reader:
    return Reader()


@pytest.fixture(autouse=True)
def _no_salt_from_another_test():
    visitors._known = None


@pytest.fixture
def story_list(db) -> StoryIndexPage:
    """A list to hang stories in: a tenth of the time that a whole installation takes, and enough here."""
    locale, _made = Locale.objects.get_or_create(language_code="zh-hans")
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)
    return root.add_child(instance=StoryIndexPage(title="故事", slug="stories", locale=locale))


@pytest.fixture
def shop(story_list) -> Shop:
    """Oranges at JD: SKU 777000000005, 5 kg for 28.00 yuan."""
    return open_shop(story_list, sku="777000000005", price_fen=2800, net_grams=5000)
