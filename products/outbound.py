"""The one way in which the program asks other machines by an address that somebody typed.

The name is resolved here, every address it has must be a public one, and the connection goes to that
very address: a name that answers differently the second time gains nothing. No redirect is followed,
no proxy of the environment is used, and nothing is read but the head of the answer.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError

TIMEOUT = urllib3.Timeout(connect=4, read=6)
AGENT = "Fengshou/1.0 (looks whether an offer is still there)"


class Refused(ValueError):
    """The address may not be asked: no https, or a machine that is not on the public internet."""


class Unreachable(OSError):
    """Nobody answered, or not as the protocol says."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`location` is where the other side would send us."""

    status: int
    location: str


def head_of(url: str) -> Answer:
    """Ask for an https address on port 443. Raises Refused before a packet leaves, Unreachable after."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(url) from error
    if parts.scheme != "https" or not parts.hostname or port not in (None, 443) or "@" in parts.netloc:
        raise Refused(url)
    address = _public_address(parts.hostname)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with urllib3.HTTPSConnectionPool(
        address, 443, server_hostname=parts.hostname, assert_hostname=parts.hostname, timeout=TIMEOUT
    ) as pool:
        return _asked(pool, target, parts.hostname)


def _asked(pool: urllib3.HTTPSConnectionPool, target: str, host: str) -> Answer:
    try:
        response = pool.urlopen(
            "GET",
            target,
            headers={"Host": host, "User-Agent": AGENT, "Accept": "text/html"},
            retries=False,
            redirect=False,
            preload_content=False,
        )
        response.close()
        return Answer(response.status, response.headers.get("Location", ""))
    except (HTTPError, OSError, ValueError) as error:
        raise Unreachable(host) from error


def _public_address(host: str) -> str:
    """Resolve a name; refuse it where any of its addresses is not on the public internet."""
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(host) from error
    addresses = [str(entry[4][0]) for entry in found]
    for text in addresses:
        address = ipaddress.ip_address(text.partition("%")[0])
        mapped = getattr(address, "ipv4_mapped", None) or address
        if not mapped.is_global or mapped.is_multicast:
            raise Refused(host)
    return addresses[0]
