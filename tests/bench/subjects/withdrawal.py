"""How a withdrawal grows with the stories that carry the product.

Prints one JSON object: seconds by number of stories, each on nine channels, medians of several products.
"""

import json
import statistics
import sys
import time

import django

from tests.bench.figures import Figure
from tests.bench.stage import Stage

ROUNDS = 3
SIZES = (10, 1_000)


def figures(stage: Stage) -> list[Figure]:
    """A hundred times the stories: 100 would be in step with them."""
    seconds = {int(size): value for size, value in stage.inside(stage.another("withdrawal"), __name__).items()}
    (few, little), (many, much) = sorted(seconds.items())
    times = ", ".join(f"{value * 1000:.1f} ms for {size:,}" for size, value in sorted(seconds.items()))
    data = {"seconds": seconds, "ms_per_story": {few: little / few * 1000, many: much / many * 1000}}
    what = f"withdrawal of a product of {many:,} stories × 9 channels / of {few}"
    return [Figure(what, much / little, note=times, data=data)]


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
