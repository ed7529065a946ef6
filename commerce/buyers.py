"""Buyers as keyed hashes: enough to count people, too little to name one."""

from django.utils.crypto import salted_hmac

_SALT = "fengshou.commerce.buyer"


def buyer_hash(platform: str, account: str) -> str:
    """Return 128 bits in hex for a buyer's account at a shop. The key is derived from `SECRET_KEY`:
    whoever has the table alone cannot try accounts against it."""
    return salted_hmac(_SALT, f"{platform}|account|{account}", algorithm="sha256").hexdigest()[:32]


def order_hash(platform: str, order_id: str) -> str:
    """Return what stands for the buyer where the shop does not tell: one buyer per order."""
    return salted_hmac(_SALT, f"{platform}|order|{order_id}", algorithm="sha256").hexdigest()[:32]
