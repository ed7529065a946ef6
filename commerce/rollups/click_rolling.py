"""Rolls up clicks. `/go/` knows nothing of it: a click stays one insert.

Each click is counted once, by its id: those above the mark are still counted one by one by whoever reads.
"""

from collections import Counter
from datetime import date

from django.db import OperationalError, connection, transaction
from django.db.models import Count, Max
from django.db.models.functions import TruncDate
from django.utils import timezone

from commerce.models import Click, ClickRollUp, Level, RollUpMark
from commerce.rollups.periods import start_of

CLICKS = "clicks"
# Of one transaction: short, so that SQLite's one writer does not keep readers at a link waiting.
PIECE = 20_000

Key = tuple[str | None, str, date]


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
    """Clicks that count, by link (None: all), level and first day of the span."""
    day = TruncDate("at", tzinfo=timezone.get_default_timezone())
    found: Counter[Key] = Counter()
    for link, on, count in clicks.filter(flag="").order_by().values_list("link_id", day).annotate(Count("id")):
        for level in Level:
            start = start_of(level, on)
            found[link, level, start] += count
            found[None, level, start] += count
    return found


def _add(counts: Counter[Key]) -> None:
    for level in Level:
        wanted = {(link, start): count for (link, of, start), count in counts.items() if of == level}
        starts = {start for _link, start in wanted}
        held = {(row.link_id, row.start): row for row in ClickRollUp.objects.filter(level=level, start__in=starts)}
        new, changed = [], []
        for (link, start), count in wanted.items():
            row = held.get((link, start))
            if row is None:
                new.append(ClickRollUp(link_id=link, level=level, start=start, clicks=count))
            else:
                row.clicks += count
                changed.append(row)
        ClickRollUp.objects.bulk_create(new, batch_size=1000)
        ClickRollUp.objects.bulk_update(changed, ["clicks"], batch_size=500)
