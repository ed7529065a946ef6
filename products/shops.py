"""Where an offer may lead: the addresses that belong to each shop.

Purchase links send readers away from here, so an address is checked when it is written and again
when somebody is sent there. A shop that opens a new domain is a line in the table below.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings

from products.models import Platform

SHOP_HOSTS: dict[str, frozenset[str]] = {
    Platform.JD: frozenset({"item.jd.com", "item.m.jd.com", "u.jd.com", "union-click.jd.com"}),
    Platform.TAOBAO: frozenset(
        {
            "detail.tmall.com",
            "detail.m.tmall.com",
            "item.taobao.com",
            "s.click.taobao.com",
            "uland.taobao.com",
            "m.tb.cn",
        }
    ),
    Platform.PINDUODUO: frozenset({"mobile.yangkeduo.com", "yangkeduo.com", "p.pinduoduo.com", "mobile.pinduoduo.com"}),
    Platform.WECHAT: frozenset({"store.weixin.qq.com", "channels.weixin.qq.com"}),
    # Shops of their own, one host each: the installation says which (`PLAIN_SHOP_HOSTS`); none unless it does.
    Platform.SHOP: frozenset(settings.PLAIN_SHOP_HOSTS),
}

# Visible ASCII without what browsers repair or what ends a header, an attribute or a tag.
_PLAIN = re.compile(r'[^\x00-\x20\x7f-\U0010ffff\\"<>]+')


def allowed_url(platform: str, url: str) -> bool:
    """Whether `url` is an https address of this shop, with no port, no user name and no control characters."""
    return _plain_host(url) in SHOP_HOSTS.get(platform, ())


# Every click asks for the address it is about to send somebody to, and a campaign's are few.
@lru_cache(maxsize=1024)
def _plain_host(url: str) -> str | None:
    if not _PLAIN.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    plain = parts.scheme == "https" and "@" not in parts.netloc and port is None and not parts.netloc.endswith(":")
    return parts.hostname if plain else None


def shop_hosts(platform: str) -> list[str]:
    """The hosts of a shop, for messages."""
    return sorted(SHOP_HOSTS.get(platform, ()))


def platform_of(url: str) -> str | None:
    """The shop whose address this is, if any."""
    return next((platform for platform in SHOP_HOSTS if allowed_url(platform, url)), None)
