"""Where an offer may lead: the addresses that belong to each shop.

Purchase links send readers away from here, so an address is checked when it is written and again
when somebody is sent there. A shop that opens a new domain is a line in the table below.
"""

from urllib.parse import urlsplit

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
    Platform.PINDUODUO: frozenset({"mobile.yangkeduo.com", "p.pinduoduo.com", "mobile.pinduoduo.com"}),
    Platform.WECHAT: frozenset({"store.weixin.qq.com", "channels.weixin.qq.com"}),
}


def allowed_url(platform: str, url: str) -> bool:
    """Whether `url` is an https address of this shop, with no port, no user name and no control characters."""
    if not url.isascii() or any(character <= " " or character in '\\"<>\x7f' for character in url):
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return (
        parts.scheme == "https"
        and "@" not in parts.netloc
        and port is None
        and not parts.netloc.endswith(":")
        and parts.hostname in SHOP_HOSTS.get(platform, ())
    )


def shop_hosts(platform: str) -> list[str]:
    """The hosts of a shop, for messages."""
    return sorted(SHOP_HOSTS.get(platform, ()))
