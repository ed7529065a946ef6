"""Makes the Baojing campaign's two days as an order file, as JD's promotion console would export it.

The same seed gives the same bytes. What counts in the file, after returns, is exactly `NET_GRAMS`,
`BUYERS` and `NET_FEN`; around it stands what real exports hold and what must not count: cancelled and
invalid orders, unpaid ones, parents of split orders, full and partial returns, rows that a later
change of the same line has overtaken, plain repetitions. Buyers and orders are invented.
"""

import csv
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

NET_GRAMS = 49_960_000
BUYERS = 10_212
NET_FEN = 28_000_000
SEED = 20261107

HEADER = [
    "订单行号",
    "订单号",
    "父单号",
    "下单时间",
    "完成时间",
    "更新时间",
    "商品ID",
    "商品名称",
    "商品数量",
    "退货数量",
    "价格(元)",
    "佣金比例(%)",
    "预估计佣金额(元)",
    "实际计佣金额(元)",
    "有效码",
    "订单状态",
    "推广位ID",
    "子渠道",
    "ext1",
    "下单帐号",
]
STATUS = {
    2: "无效-拆单",
    3: "无效-取消",
    5: "无效-账号异常",
    13: "无效-违规订单",
    14: "无效-来源与备案网址不符",
    15: "待付款",
    16: "已付款",
    17: "已完成",
    24: "已付定金",
    25: "无效-违规订单",
}
# Of a day's orders, how many fall into each hour: few at night, a wave at ten, one after supper.
HOURS = (3, 2, 1, 1, 1, 2, 4, 8, 14, 22, 26, 20, 22, 18, 15, 15, 17, 18, 20, 28, 34, 30, 18, 8)
FOREIGN_CODES = ("", "", "", "kol_22117", "app-share")


@dataclass(frozen=True)
class Sku:
    """One of the boxes sold: price in fen, net weight in grams."""

    sku: str
    name: str
    price_fen: int
    net_grams: int


@dataclass(frozen=True)
class Line:
    """A row of the file. `paid_fen` is for all `quantity` units, `left_fen` after returns."""

    line_id: int
    order_id: int
    buyer: str
    sku: Sku
    quantity: int
    paid_fen: int
    ordered_at: datetime
    modified_at: datetime
    code: int = 16
    returned: int = 0
    left_fen: int = 0
    parent_id: int = 0
    finished_at: datetime | None = None
    sub_id: str = ""

    def cells(self) -> list[str]:
        return [
            # The tab keeps a spreadsheet from rounding the id.
            f"{self.line_id}\t",
            f"{self.order_id}\t",
            f"{self.parent_id}\t",
            _time(self.ordered_at),
            _time(self.finished_at),
            _time(self.modified_at),
            f"{self.sku.sku}\t",
            self.sku.name,
            str(self.quantity),
            str(self.returned),
            _yuan(self.sku.price_fen),
            "6.00",
            _yuan(self.paid_fen),
            _yuan(self.left_fen if self.code == 17 else 0),
            str(self.code),
            STATUS[self.code],
            "3100021877",
            self.sub_id,
            "",
            self.buyer,
        ]


@dataclass
class Campaign:
    """The making of one file: random source, running numbers, and the rows so far."""

    skus: tuple[Sku, Sku]
    codes: list[tuple[str, int]]
    start: date
    source: random.Random
    rows: list[Line] = field(default_factory=list)
    numbers: int = 0

    def number(self, first: int) -> int:
        self.numbers += self.source.randint(1, 40)
        return first + self.numbers

    def moment(self) -> datetime:
        day = self.start + timedelta(days=self.source.random() < 0.42)
        hour = self.source.choices(range(24), HOURS)[0]
        return datetime.combine(day, time(hour, self.source.randrange(60), self.source.randrange(60)))

    def code(self) -> str:
        if not self.codes or self.source.random() < 0.14:
            return self.source.choice(FOREIGN_CODES)
        return self.source.choices([code for code, _ in self.codes], [weight for _, weight in self.codes])[0]

    def account(self) -> str:
        return f"jd_{self.source.getrandbits(52):013x}"

    def line(self, buyer: str, sku: Sku, quantity: int, **more) -> Line:
        """A new paid line in an order of its own, unless `more` says otherwise."""
        ordered_at = more.pop("ordered_at", None) or self.moment()
        values = {
            "line_id": self.number(1_790_200_000_000),
            "order_id": self.number(312_000_000_000),
            "paid_fen": sku.price_fen * quantity,
            "modified_at": ordered_at + timedelta(seconds=self.source.randint(20, 900)),
            "sub_id": self.code(),
        }
        return Line(buyer=buyer, sku=sku, quantity=quantity, ordered_at=ordered_at, **{**values, **more})

    def finished(self, line: Line, left_fen: int | None = None) -> Line:
        """The same line some days later, delivered."""
        at = line.ordered_at + timedelta(days=self.source.randint(3, 8), seconds=self.source.randrange(40_000))
        return replace(
            line,
            code=17,
            finished_at=at,
            modified_at=at + timedelta(seconds=self.source.randint(1, 90)),
            left_fen=line.paid_fen if left_fen is None else left_fen,
        )


def write_orders(path: Path, *, skus: list[Sku], codes: list[tuple[str, int]], start: date) -> None:
    """Write the file: two boxes (the larger twice the smaller), purchase link codes with their weights, two days.

    Raises ValueError where these boxes and prices cannot make up the sums exactly.
    """
    small, large = sorted(skus, key=lambda sku: sku.net_grams)
    # A fixed seed makes the demo's figures the same everywhere; nothing secret is drawn.
    campaign = Campaign((small, large), codes, start, random.Random(SEED))
    kept = _discounted(campaign, _kept_lines(campaign))
    campaign.rows += [_later_life(campaign, line) for line in kept]
    _add_lost_orders(campaign)
    rows = [*campaign.rows, *_overtaken(campaign)]
    rows += campaign.source.sample(rows, 45)
    rows.sort(key=lambda row: (row.ordered_at, campaign.source.random()))
    with Path(path).open("w", encoding="gb18030", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(HEADER)
        writer.writerows(row.cells() for row in rows)


def _kept_lines(campaign: Campaign) -> list[Line]:
    """Lines of exactly `BUYERS` buyers and `NET_GRAMS`: each buyer one box, then more boxes to some of them."""
    small, large = campaign.skus
    halves, rest = divmod(NET_GRAMS, small.net_grams)
    smalls = halves * 45 // 100 // 2 * 2
    if rest or large.net_grams != 2 * small.net_grams or halves % 2:
        raise ValueError("the larger box must weigh twice the smaller, and boxes make up the sum")
    boxes = [small] * smalls + [large] * ((halves - smalls) // 2)
    campaign.source.shuffle(boxes)
    baskets = [Counter([box]) for box in boxes[:BUYERS]]
    for box in boxes[BUYERS:]:
        campaign.source.choice(baskets)[box] += 1
    return [line for basket in baskets for line in _orders(campaign, campaign.account(), basket)]


def _orders(campaign: Campaign, buyer: str, basket: Counter) -> list[Line]:
    """One buyer's lines: mostly one order; some come twice; some orders with both boxes are split by the shop."""
    if basket.total() > 1 and campaign.source.random() < 0.3:
        return [campaign.line(buyer, sku, 1) for sku in basket.elements()]
    first, *more = [campaign.line(buyer, sku, quantity) for sku, quantity in basket.items()]
    together = [first, *(replace(line, ordered_at=first.ordered_at, sub_id=first.sub_id) for line in more)]
    together = [replace(line, modified_at=max(line.modified_at, first.modified_at)) for line in together]
    if not more:
        return together
    if campaign.source.random() < 0.5:
        return [replace(line, order_id=first.order_id) for line in together]
    parent = campaign.number(312_000_000_000)
    for line in together:
        campaign.rows.append(
            replace(line, order_id=parent, line_id=campaign.number(1_790_200_000_000), code=2, parent_id=0)
        )
    return [replace(line, parent_id=parent) for line in together]


def _discounted(campaign: Campaign, lines: list[Line]) -> list[Line]:
    """Take coupons off until exactly `NET_FEN` is left."""
    over = sum(line.paid_fen for line in lines) - NET_FEN
    if not 0 <= over <= NET_FEN // 10:
        raise ValueError(f"at these prices the sum is missed by {over} fen")
    places = campaign.source.sample(range(len(lines)), len(lines))
    lines = list(lines)
    while over:
        place = places.pop()
        coupon = min(over, campaign.source.choice((100, 150, 200, 300, 500)))
        lines[place] = replace(lines[place], paid_fen=lines[place].paid_fen - coupon)
        over -= coupon
    return lines


def _later_life(campaign: Campaign, line: Line) -> Line:
    """Most lines have been delivered; of some, units were bought beside those kept and sent back."""
    whole = line.paid_fen == line.sku.price_fen * line.quantity
    if whole and campaign.source.random() < 0.015:
        returned = campaign.source.randint(1, 2)
        paid = line.sku.price_fen * (line.quantity + returned)
        line = replace(line, quantity=line.quantity + returned, returned=returned, paid_fen=paid)
    if campaign.source.random() < 0.94:
        return campaign.finished(line, line.paid_fen * (line.quantity - line.returned) // line.quantity)
    return line


def _add_lost_orders(campaign: Campaign) -> None:
    """Orders that must not count: sent back, cancelled, invalid, never paid."""
    lost = {3: 236, 5: 9, 13: 17, 14: 21, 15: 158, 24: 26, 25: 8}
    for code, count in lost.items():
        for _ in range(count):
            sku = campaign.source.choice(campaign.skus)
            line = campaign.line(campaign.account(), sku, campaign.source.choice((1, 1, 1, 2, 3)), code=code)
            campaign.rows.append(line)
    for _ in range(187):
        line = campaign.line(
            campaign.account(), campaign.source.choice(campaign.skus), campaign.source.choice((1, 1, 2))
        )
        campaign.rows.append(campaign.finished(replace(line, returned=line.quantity), left_fen=0))


def _overtaken(campaign: Campaign) -> list[Line]:
    """Earlier rows of some lines, as a console keeps them: just paid, or not yet paid, nothing returned."""
    changed = [row for row in campaign.rows if row.code in (3, 16, 17) and row.modified_at > row.ordered_at]
    return [
        replace(
            row,
            code=campaign.source.choice((15, 16, 16, 16)),
            returned=0,
            finished_at=None,
            modified_at=row.ordered_at + timedelta(seconds=campaign.source.randint(0, 10)),
        )
        for row in campaign.source.sample(changed, 640)
    ]


def _time(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
