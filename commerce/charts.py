"""Charts as inline SVG: measured here, drawn by `components/chart_*.html`, coloured by the page's own CSS.

Across all is in percent and text keeps its size, so that a chart fits a phone as well as a wide screen; down it is in
pixels. A chart is a picture to a screen reader, named and described; the numbers stand in a table beside it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext

from commerce.impact_days import Stretch

PANEL, GAP, AXIS = 110, 34, 26
ROW, BAR = 42, 10
# In percent: two days are two bars and no walls.
WIDEST = 12
# As many letters as fit on a phone beside the number; a Chinese one is twice as wide.
NAME_WIDTH = 36

SayDays = Callable[[date, date], str]


@dataclass(frozen=True, slots=True)
class Bar:
    """`x` and `width` in percent of the chart, `y` and `height` in pixels; `said` in words."""

    x: str
    y: str
    width: str
    height: str
    said: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure over time. `top` is what the upper line stands for."""

    kind: str
    title: str
    top: str
    top_y: int
    base_y: int
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class DayChart:
    title: str
    description: str
    panels: list[Panel]
    labels: list[tuple[str, str, str]]
    height: int
    rows: list[tuple[str, Stretch]]

    @property
    def labels_y(self) -> int:
        return self.height - 6


def day_chart(stretches: Sequence[Stretch], say: SayDays) -> DayChart | None:
    """Yuan above kilograms over the same days; each bar is as high as a day of its stretch brought on average."""
    if not stretches:
        return None
    best = max(stretches, key=lambda stretch: stretch.figures.fen)
    first, last = stretches[0].start, stretches[-1].end
    measures = (
        ("yuan", gettext("Yuan a day"), lambda stretch: stretch.figures.yuan),
        ("kg", gettext("Kilograms a day"), lambda stretch: stretch.figures.kg),
    )
    panels = [
        _panel(number, kind, title, value, stretches, say) for number, (kind, title, value) in enumerate(measures)
    ]
    total = (last - first).days + 1
    labels = [("0%", "start", say(first, first))]
    if total > 1:
        labels.append(("100%", "end", say(last, last)))
    return DayChart(
        title=gettext("Yuan and kilograms over time"),
        description=gettext("From %(first)s to %(last)s. Most yuan: %(yuan)s, %(days)s.")
        % {
            "first": say(first, first),
            "last": say(last, last),
            "yuan": number_format(best.figures.yuan, 2, force_grouping=True),
            "days": say(best.start, best.end),
        },
        panels=panels,
        labels=labels,
        height=2 * (PANEL + GAP) + AXIS,
        rows=[(say(stretch.start, stretch.end), stretch) for stretch in stretches],
    )


def _panel(
    number: int,
    kind: str,
    title: str,
    value: Callable[[Stretch], Decimal],
    stretches: Sequence[Stretch],
    say: SayDays,
) -> Panel:
    top_y = number * (PANEL + GAP) + GAP
    first = stretches[0].start
    days = (stretches[-1].end - first).days + 1
    top = _round_up(max(value(stretch) / stretch.days for stretch in stretches))
    bars = []
    for stretch in stretches:
        height = max(Decimal(0), PANEL * value(stretch) / stretch.days / top)
        room = 86 * stretch.days / days
        width = min(room, WIDEST)
        amount = number_format(value(stretch), 2 if kind == "yuan" else None, force_grouping=True)
        bars.append(
            Bar(
                x=f"{100 * (stretch.start - first).days / days + (room - width) / 2:.3f}%",
                y=f"{top_y + PANEL - height:.2f}",
                width=f"{width:.3f}%",
                height=f"{height:.2f}",
                said=f"{say(stretch.start, stretch.end)}: {amount}",
            )
        )
    return Panel(kind, title, number_format(top, force_grouping=True), top_y, top_y + PANEL, bars)


def _round_up(value: Decimal) -> Decimal:
    """To a number that is easily read; 1 for nothing."""
    if value <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb(value.adjusted())
    top = next(
        step * power
        for step in map(Decimal, ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10"))
        if step * power >= value
    )
    return top.quantize(Decimal(1)) if top >= 1 and top == top.to_integral_value() else top.normalize()


@dataclass(frozen=True, slots=True)
class BarRow:
    name: str
    value: str
    bar: Bar
    name_y: int


@dataclass(frozen=True, slots=True)
class BarChart:
    title: str
    description: str
    rows: list[BarRow]
    height: int


def bar_chart(title: str, amounts: Iterable[tuple[str, int]], most: int = 10) -> BarChart | None:
    """Yuan of the first `most` names, given in fen, one below the other; None where none has any."""
    shown = [(name, max(0, fen)) for name, fen in amounts][:most]
    longest = max((fen for _name, fen in shown), default=0)
    if not longest:
        return None
    rows = []
    for number, (name, fen) in enumerate(shown):
        value = number_format(Decimal(fen) / 100, 2, force_grouping=True)
        bar = Bar("0%", str(number * ROW + 24), f"{100 * fen / longest:.2f}%", str(BAR), f"{name}: {value}")
        rows.append(BarRow(_short(name), value, bar, number * ROW + 17))
    description = gettext("Most: %(name)s with %(yuan)s yuan.") % {"name": shown[0][0], "yuan": rows[0].value}
    return BarChart(title, description, rows, len(rows) * ROW)


def _short(name: str) -> str:
    width = 0
    for number, letter in enumerate(name):
        width += 1 if letter.isascii() else 2
        if width > NAME_WIDTH:
            return Truncator(name).chars(number)
    return name
