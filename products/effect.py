"""What a withdrawal would hit, asked of the rooms above before it is done."""

from products import followers
from products.models import Product


def effect_of(product: Product) -> list[str]:
    """Return one line a room, stories first: "5 stories", "63 purchase links", "41 editions on 9 channels"."""
    # Rooms register from the highest down.
    return followers.on_effect_asked.tell(product=product)[::-1]
