import pytest

from commerce import visitors
from tests.commerce.factories import Shop, open_shop


@pytest.fixture(autouse=True)
def _no_salt_from_another_test():
    visitors._known = None


@pytest.fixture
def shop(stories_zh) -> Shop:
    """Oranges at JD: SKU 777000000005, 5 kg for 28.00 yuan."""
    return open_shop(stories_zh, sku="777000000005", price_fen=2800, net_grams=5000)
