"""How a withdrawal grows with the stories that carry the product. Run in an installation's environment.

Prints one JSON object: seconds by number of stories, each on nine channels, medians of several products.
"""

import json
import statistics
import sys
import time

import django

ROUNDS = 3
SIZES = (10, 1_000)


def measure() -> dict[int, float]:
    from products import services
    from products.models import User
    from stories.models import StoryIndexPage
    from tests.carried import carry
    from tests.channels.factories import hold
    from tests.factories import OfferFactory, ProductFactory

    index = StoryIndexPage.objects.filter(locale__language_code="zh-hans").get()
    editor, confirmer = (User.objects.get(username=name) for name in ("editor", "confirmer"))
    seconds: dict[int, list[float]] = {size: [] for size in SIZES}
    for _round in range(ROUNDS):
        for size in SIZES:
            product = hold(ProductFactory(photo=None))
            OfferFactory(product=product, sku=f"bench-{product.pk}")
            carry(product, index, size, editor)
            start = time.perf_counter()
            services.withdraw(product, confirmer, "measured")
            seconds[size].append(time.perf_counter() - start)
    return {size: statistics.median(times) for size, times in seconds.items()}


if __name__ == "__main__":
    django.setup()
    json.dump(measure(), sys.stdout)
