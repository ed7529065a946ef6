"""The fixed words of payloads, in the language of the story. Pure: no gettext."""

from collections.abc import Iterable
from datetime import date

from channels.rules.counting import clean
from stories.document import OfferSnapshot, Person

_PHRASES: dict[str, tuple[str, str]] = {
    "and": ("、", ", "),
    "by": ("文 · {names}", "By {names}"),
    "seal": ("核", "核"),
    "verified": ("已核验", "Verified"),
    "not_verified": ("核验已失效", "Verification no longer holds"),
    "provenance": ("核验记录", "How it was verified"),
    "recommended": ("推荐", "Recommended"),
    "visited": ("实地走访", "Visited"),
    "assessed": ("评估", "Assessed"),
    "confirmed": ("确认", "Confirmed"),
    "step": ("{on} {who}", "{on}, {who}"),
    "valid_until": ("确认有效至 {on}", "Confirmed until {on}"),
    "until": ("有效期至", "Valid until"),
    "check": ("查验", "Check"),
    "check_at": ("查验：{url}", "Check: {url}"),
    "recommended_by": ("{who}推荐", "recommended by {who}"),
    "visited_by": ("{on} {who}走访", "visited {on} by {who}"),
    "origin": ("产地", "Origin"),
    "producer": ("生产者", "Producer"),
    "product_facts": ("相关产品", "The product"),
    "qr_hint": ("长按识别 · {shop}", "Press and hold · {shop}"),
    "buy_at": ("{shop}：{url}", "{shop}: {url}"),
    "per_kg": ("{price}/kg", "{price}/kg"),
    "price": ("{yuan} 元", "¥{yuan}"),
    "read_original": ("店铺与全部价格见“阅读原文”", "All shops and prices: Read more, below"),
    "watch": ("视频 {length} · 点“阅读原文”观看", "Film, {length} · tap Read more to watch"),
    "film": ("视频 {length}", "Film, {length}"),
    "links": ("文中链接", "Links"),
    "story_at": ("原文：{url}", "The story: {url}"),
    "credit": ("供图 / {name}", "Picture: {name}"),
    "picture": ("图 {number}", "Picture {number}"),
    "colon": ("：", ": "),
    "semicolon": ("；", "; "),
    "person": ("{name}（{organisation}）", "{name} ({organisation})"),
}
_SHOPS: dict[str, tuple[str, str]] = {
    "jd": ("京东", "JD.com"),
    "taobao": ("淘宝 / 天猫", "Taobao / Tmall"),
    "pdd": ("拼多多", "Pinduoduo"),
    "wechat": ("微信小店", "WeChat Store"),
}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def phrase(language: str, key: str, **values: str | int) -> str:
    """The phrase `key` in `language` (`zh-hans` or `en`), filled with `values`."""
    return _PHRASES[key][language == "en"].format(**values)


def shop_name(language: str, platform: str) -> str:
    return _SHOPS[platform][language == "en"]


def byline(language: str, authors: Iterable[Person]) -> str:
    """ "文 · 石清扬（丰收编辑部）", or "" if nobody is named."""
    said = [
        phrase(language, "person", name=author.name, organisation=author.organisation)
        if author.organisation
        else author.name
        for author in authors
        if author.name or author.organisation
    ]
    return phrase(language, "by", names=phrase(language, "and").join(said)) if said else ""


def day(language: str, on: date) -> str:
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}" if language == "en" else f"{on.year}年{on.month}月{on.day}日"


def length(duration_ms: int) -> str:
    minutes, seconds = divmod(max(0, duration_ms) // 1000, 60)
    return f"{minutes}:{seconds:02}"


def _yuan(fen: int) -> str:
    return f"{fen // 100}" if fen % 100 == 0 else f"{fen / 100:.2f}".rstrip("0")


def weight(grams: int) -> str:
    if grams <= 0:
        return ""
    return f"{grams} g" if grams < 1000 else f"{grams / 1000:.3f}".rstrip("0").rstrip(".") + " kg"


def price_of(language: str, offer: OfferSnapshot) -> str:
    """ "28 元 · 5.6 元/kg"; the second part only where the net weight is known and is not a kilogram."""
    price = phrase(language, "price", yuan=_yuan(offer.price_fen))
    if offer.net_grams <= 0 or offer.net_grams == 1000:
        return price
    fen_per_kg = (offer.price_fen * 2000 + offer.net_grams) // (2 * offer.net_grams)
    per_kg = phrase(language, "per_kg", price=phrase(language, "price", yuan=_yuan(fen_per_kg)))
    return f"{price} · {per_kg}"


def offer_line(language: str, offer: OfferSnapshot) -> str:
    """Shop, title, net weight and price in one line."""
    parts = [
        shop_name(language, offer.platform),
        clean(offer.title),
        weight(offer.net_grams),
        price_of(language, offer),
    ]
    return " · ".join(part for part in parts if part)
