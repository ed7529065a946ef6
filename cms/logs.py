"""Log lines without what must not be kept: secrets of channels, addresses of people."""

import logging
import re

_SECRETS = re.compile(r"\bfst_[A-Za-z0-9_-]+")
_ADDRESSES = re.compile(r"\bip=\S+")


class DiscreetFormatter(logging.Formatter):
    """Formats as usual, tracebacks included, and blanks what somebody sent in the wrong place."""

    def format(self, record: logging.LogRecord) -> str:
        return _ADDRESSES.sub("ip=…", _SECRETS.sub("fst_…", super().format(record)))
