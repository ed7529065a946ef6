"""Which item of which shop an address names."""

import re
from urllib.parse import parse_qs, urlsplit

from products.models import Platform
from products.shops import allowed_url

_JD_PATH = re.compile(r"/(?:product/)?(\d{5,20})\.html")
_NUMBER = re.compile(r"\d{5,20}")
_QUERY_NAMES = {Platform.TAOBAO: "id", Platform.PINDUODUO: "goods_id"}


def item_of(platform: str, url: str) -> str | None:
    """Return the shop's own number of the item, as its order files write it.

    None where the address does not say: short and promotion links, and WeChat Store's, hide it.
    """
    if not allowed_url(platform, url):
        return None
    parts = urlsplit(url)
    if platform == Platform.JD:
        found = _JD_PATH.fullmatch(parts.path)
        return found[1] if found else None
    name = _QUERY_NAMES.get(platform)
    try:
        numbers = parse_qs(parts.query, max_num_fields=50).get(name, []) if name else []
    except ValueError:
        return None
    return numbers[0] if len(numbers) == 1 and _NUMBER.fullmatch(numbers[0]) else None
