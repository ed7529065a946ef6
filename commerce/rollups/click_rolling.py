"""Rolls up clicks. `/go/` knows nothing of it: a click stays one insert.

Each click is counted once, by its id: those above the mark are still counted one by one by whoever reads.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.db import OperationalError, connection, transaction
from django.db.models import Count, Max
from django.db.models.functions import TruncDate
from django.utils import timezone

from commerce.models import Click, ClickRollUp, Level, RollUpMark
from commerce.rollups.groupings import CLICK_GROUPINGS, LINK, Grouping
from commerce.rollups.periods import start_of

CLICKS = "clicks"
# Of one transaction: short, so that SQLite's one writer does not keep readers at a link waiting.
PIECE = 20_000

Key = tuple[Grouping, tuple, str, date]


def roll_up_clicks() -> int:
    """Count the clicks since the last time into their days, months and years; return how many ids that were."""
    newest = _newest()
    done = 0
    while newest and (piece := _piece(newest)):
        done += piece
    return done


def _newest() -> int | None:
    """The id up to which all clicks are seen that ever will be; None where it cannot be told now.

    PostgreSQL commits ids out of order. Whoever has the lock has waited for all that write, and they for nobody long:
    new clicks queue behind it, so that it gives up before a reader notices.
    """
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '50ms'")
                    cursor.execute(f"LOCK TABLE {Click._meta.db_table} IN SHARE MODE")
            return Click.objects.aggregate(newest=Max("id"))["newest"]
    except OperationalError:
        return None


def _piece(newest: int) -> int:
    with transaction.atomic():
        RollUpMark.objects.get_or_create(name=CLICKS)
        mark = RollUpMark.objects.select_for_update().get(name=CLICKS)
        upto = min(mark.upto + PIECE, newest)
        if upto <= mark.upto:
            return 0
        _add(counted(Click.objects.filter(id__gt=mark.upto, id__lte=upto)))
        done, mark.upto, mark.at = upto - mark.upto, upto, timezone.now()
        mark.save()
    return done


def counted(clicks) -> Counter[Key]:
    """Clicks that count, by grouping, values of its columns, level and first day of the span."""
    day = TruncDate("at", tzinfo=timezone.get_default_timezone())
    facts = clicks.filter(flag="").order_by().values_list(*(f"link__{column}" for column in LINK), day)
    by_day = [(key, on, count) for *key, on, count in facts.annotate(Count("id"))]
    found: Counter[Key] = Counter()
    for grouping in CLICK_GROUPINGS:
        places = [LINK.index(column) for column in grouping.columns]
        for key, on, count in by_day:
            for level in Level:
                found[grouping, tuple(key[place] for place in places), level, start_of(level, on)] += count
    return found


def held(**chosen) -> Iterator[tuple[Key, int, int]]:
    """Key, id and clicks of the roll-ups that there are."""
    for grouping in CLICK_GROUPINGS:
        rows = ClickRollUp.objects.filter(grouping=grouping.name, **chosen)
        names = ("id", "clicks", "level", "start", *grouping.columns)
        for pk, clicks, level, start, *key in rows.values_list(*names).iterator():
            yield (grouping, tuple(key), level, start), pk, clicks


def write(counts: Iterable[tuple[Key, int]]) -> None:
    """Make roll-ups that are not there yet."""
    ClickRollUp.objects.bulk_create(
        (
            ClickRollUp(
                grouping=grouping.name,
                level=level,
                start=start,
                clicks=count,
                **dict(zip(grouping.columns, key, strict=True)),
            )
            for (grouping, key, level, start), count in counts
        ),
        batch_size=1000,
    )


def _add(counts: Counter[Key]) -> None:
    new, changed = counts.copy(), []
    for level in Level:
        starts = {start for _grouping, _key, of, start in counts if of == level}
        for key, pk, clicks in held(level=level, start__in=starts):
            if key in new:
                changed.append(ClickRollUp(pk=pk, clicks=clicks + new.pop(key)))
    write(new.items())
    ClickRollUp.objects.bulk_update(changed, ["clicks"], batch_size=500)
