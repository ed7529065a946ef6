"""So many calls a minute and token, counted in the cache.

With the embedded cache each web process counts on its own; with Redis all count together. A cache that is down
limits nobody: the limit shields from a caller gone wild, and who may call is decided elsewhere.
"""

import logging
import math
import time

from django.conf import settings
from django.core.cache import cache
from ninja.errors import Throttled

log = logging.getLogger(__name__)

WINDOW = 60


def check(token_id: int) -> None:
    """Count a call. Raises `Throttled`, with the seconds to wait, beyond `API_RATE_PER_MINUTE`; 0 is no limit."""
    if not settings.API_RATE_PER_MINUTE:
        return
    now = time.time()
    try:
        count = _counted(f"channels.rate:{token_id}:{int(now // WINDOW)}")
    except Exception:
        log.warning("calls cannot be counted, as the cache does not answer", exc_info=True)
        return
    if count > settings.API_RATE_PER_MINUTE:
        raise Throttled(wait=math.ceil(WINDOW - now % WINDOW))


def _counted(key: str) -> int:
    # The first of a window makes the counter; among several at once `add` lets one.
    try:
        return cache.incr(key)
    except ValueError:
        return 1 if cache.add(key, 1, timeout=2 * WINDOW) else cache.incr(key)
