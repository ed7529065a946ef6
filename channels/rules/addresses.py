"""Addresses that may stand in a payload."""

import re

_WEB = re.compile(r"https?://[^\s<>\"'`\\^{}|\x00-\x20\x7f]+\Z", re.IGNORECASE)


def web_address(url: str) -> str:
    """`url` if it is an absolute http(s) address without blanks, quotes and brackets, else ""."""
    return url if _WEB.match(url) else ""
