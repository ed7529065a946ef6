"""Who asks, as far as the network tells. Never stored: only keyed hashes of it are."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address of whoever asked.

    `X-Forwarded-For` counts only behind `PROXY_COUNT` configured proxies, from the right: what stands
    further left was sent by the client and may say anything.
    """
    proxies = getattr(settings, "PROXY_COUNT", 0)
    if proxies:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if len(hops) >= proxies:
            return hops[-proxies]
    return request.META.get("REMOTE_ADDR", "")
