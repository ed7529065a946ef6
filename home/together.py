"""What readers did together, in sums: products bought by the same people, and stories that led to the shops.

Made anew from the ledger and the clicks every few hours and kept as numbers. A click is tied to others of the same
day at most (`commerce.visitors`); nothing here is kept by person, and no sum of fewer than may be published.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby, permutations
from operator import itemgetter

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from commerce.models import Click, LedgerEntry
from home.models import Followed, Together
from stories.models import StoryPage

BOUGHT_WITHIN, FOLLOWED_WITHIN = timedelta(days=365), timedelta(days=90)
# Who buys more than this is a trader, and says little of what goes with what.
MOST_OF_ONE = 20
KEPT_STORIES = 50


@transaction.atomic
def gather() -> tuple[int, int]:
    """Write both tables anew; returns how many pairs and stories there are. Seven queries."""
    now = timezone.now()
    bought = LedgerEntry.objects.filter(day__gte=timezone.localdate(now - BOUGHT_WITHIN)).exclude(buyer="")
    bought = bought.order_by("buyer", "product_id").values_list("buyer", "product_id")
    clicks = Click.objects.filter(flag="", at__gte=now - FOLLOWED_WITHIN)
    went = clicks.order_by("visitor", "link__offer__product_id").values_list("visitor", "link__offer__product_id")
    sums = {
        Together.Kind.BOUGHT: _pairs(bought.annotate(left=Sum("units")).filter(left__gt=0).iterator()),
        Together.Kind.FOLLOWED: _pairs(went.distinct().iterator()),
    }
    Together.objects.all().delete()
    pairs = Together.objects.bulk_create(
        Together(kind=kind, product_id=product, other_id=other, people=people)
        for kind, counted in sums.items()
        for (product, other), people in sorted(counted.items())
        if people >= settings.IMPACT_MIN_BUYERS
    )
    Followed.objects.all().delete()
    stories = Followed.objects.bulk_create(_followed(clicks, now))
    return len(pairs), len(stories)


def _pairs(rows: Iterable[tuple]) -> Counter[tuple[int, int]]:
    """How many people stand behind each pair of products, either way round. Rows begin with who, in order."""
    counted: Counter[tuple[int, int]] = Counter()
    for _who, theirs in groupby(rows, key=itemgetter(0)):
        products = sorted({row[1] for row in theirs})
        if len(products) <= MOST_OF_ONE:
            counted.update(permutations(products, 2))
    return counted


def _followed(clicks, now) -> list[Followed]:
    """An order by one of our links was a click once, also where a shop's app swallowed it: the larger of the two."""
    times = dict(clicks.values_list("link__story").annotate(Count("id")).order_by())
    orders = LedgerEntry.objects.filter(day__gte=timezone.localdate(now - FOLLOWED_WITHIN), story__isnull=False)
    for story, count in orders.values_list("story").annotate(Count("order_id", distinct=True)).order_by():
        times[story] = max(times.get(story, 0), count)
    sums: Counter = Counter()
    for story, key in StoryPage.objects.filter(pk__in=times).values_list("pk", "translation_key"):
        sums[key] += times[story]
    most = sorted(sums.items(), key=lambda item: (-item[1], str(item[0])))[:KEPT_STORIES]
    return [Followed(translation_key=key, times=count) for key, count in most]
