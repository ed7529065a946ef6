"""The outbound client asks public machines over https alone."""

import socket

import pytest

from products import outbound


@pytest.fixture
def resolved(monkeypatch):
    def to(*addresses):
        answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: answers)

    return to


@pytest.mark.parametrize(
    "url",
    [
        "http://item.jd.com/1.html",
        "ftp://item.jd.com/1",
        "file:///etc/passwd",
        "https://item.jd.com:8443/1.html",
        "https://user@item.jd.com/",
        "https:///1.html",
        "https://item.jd.com:99999/",
        "javascript:alert(1)",
        "",
    ],
)
def test_no_other_way(url, resolved):
    resolved("8.8.8.8")
    with pytest.raises(outbound.Refused):
        outbound.head_of(url)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.9", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254"],
)  # fmt: skip
def test_no_machine_inside(address, resolved):
    resolved("8.8.8.8", address)
    with pytest.raises(outbound.Refused):
        outbound.head_of("https://item.jd.com/1.html")


def test_a_name_of_nobody_is_unreachable(monkeypatch):
    def fails(*_args, **_named):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    with pytest.raises(outbound.Unreachable):
        outbound.head_of("https://item.jd.com/1.html")


def test_the_connection_goes_to_the_address_that_was_looked_at(resolved, monkeypatch):
    resolved("93.184.216.34")
    asked = {}

    def answer(pool, target, host):
        asked.update(host=pool.host, target=target, name=host, checked=pool.assert_hostname)
        return outbound.Answer(200, "")

    monkeypatch.setattr(outbound, "_asked", answer)
    assert outbound.head_of("https://item.jd.com/1.html?a=b").status == 200
    assert asked == {
        "host": "93.184.216.34", "target": "/1.html?a=b", "name": "item.jd.com", "checked": "item.jd.com"
    }  # fmt: skip
