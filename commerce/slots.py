"""What to hand to each shop's link maker, so that its orders say where they came from.

JD takes our code itself; Pinduoduo takes it inside a little JSON; Alimama and WeChat Store know only
numbers and accounts of their own, which the table of slots ties to a channel or a story.
"""

import json
from collections.abc import Iterable, Mapping

from commerce.models import PurchaseLink, ShopSlot, SlotKind
from commerce.models.slots import NUMERIC
from products.models import Platform

CUSTOM_PARAMETERS_BYTES = 64
LONGEST = 64

# In which order an order's slots are asked: a promoter's own number says more than the place they share.
_ASKED = (SlotKind.RELATION, SlotKind.ADZONE, SlotKind.POSITION, SlotKind.PDD_PID, SlotKind.SHARER)

Parameters = dict[str, str | int]


def parameters_of(link: PurchaseLink) -> Parameters:
    """Return the fields for the shop of the link's offer, in the shop's own names; `offer` must be loaded.

    A numeric field is missing where the table has no slot for the link's channel: its orders will
    come back unattributed.
    """
    platform = link.offer.platform
    if platform == Platform.JD:
        # Both need JD's permission; the position alone does not.
        return {"subUnionId": link.code, "ext1": link.code} | _numbered(link, positionId=SlotKind.POSITION)
    if platform == Platform.PINDUODUO:
        return {"custom_parameters": custom_parameters(link.code)} | _named(link, p_id=SlotKind.PDD_PID)
    if platform == Platform.TAOBAO:
        return _numbered(link, adzone_id=SlotKind.ADZONE, relation_id=SlotKind.RELATION)
    if platform == Platform.WECHAT:
        return _named(link, sharer=SlotKind.SHARER)
    return {}


def custom_parameters(code: str) -> str:
    """Pinduoduo's JSON: `uid` is mandatory, and the whole may have 64 bytes."""
    text = json.dumps({"uid": code}, separators=(",", ":"))
    if len(text.encode()) > CUSTOM_PARAMETERS_BYTES:
        raise ValueError("the code does not fit into Pinduoduo's custom_parameters")
    return text


def code_in(custom: str) -> str:
    """Return the code that an order's custom_parameters hold, empty where they hold none."""
    try:
        parsed = json.loads(custom)
    except ValueError:
        return ""
    uid = parsed.get("uid") if isinstance(parsed, dict) else None
    return uid if isinstance(uid, str) else ""


def written(found: Mapping[str, str]) -> str:
    """Return slots as an order line keeps them, `kind:value` one a line, the most telling first; `0` is none."""
    lines = []
    for kind in _ASKED:
        value = " ".join(found.get(kind, "").split())
        if kind in NUMERIC:
            value = value.removesuffix(".0")
            value = value if value.isascii() and value.isdigit() else ""
        if value.strip("0") and len(value) <= LONGEST:
            lines.append(f"{kind}:{value}")
    return "\n".join(lines)


def read(text: str) -> list[tuple[str, str]]:
    """Return the (kind, value) of what `written` wrote."""
    return [(kind, value) for line in text.splitlines() for kind, _colon, value in [line.partition(":")]]


def slots_named(texts: Iterable[str]) -> dict[str, ShopSlot]:
    """Return what orders' slots stand for, by their text: of several known ones that of the smallest place.

    A text without a known slot is missing. One query.
    """
    asked = {text: read(text) for text in set(texts) if text}
    values = {value for pairs in asked.values() for _kind, value in pairs}
    ours = {(slot.kind, slot.value): slot for slot in ShopSlot.objects.filter(value__in=values)} if values else {}
    named = {}
    for text, pairs in asked.items():
        known = [ours[pair] for pair in pairs if pair in ours]
        if known:
            named[text] = max(known, key=lambda slot: (bool(slot.placement), slot.story_id is not None))
    return named


def only_link(slot: ShopSlot, links: Iterable[PurchaseLink]) -> PurchaseLink | None:
    """Return the only one of a channel's links of an offer in the slot's place; None for several: nothing is guessed."""
    within = [link for link in links if _holds(slot, link)]
    return within[0] if len(within) == 1 else None


def _holds(slot: ShopSlot, link: PurchaseLink) -> bool:
    return slot.story_id in (None, link.story_id) and slot.placement in ("", link.placement)


def _numbered(link: PurchaseLink, **kinds: str) -> Parameters:
    return {name: int(value) for name, value in _named(link, **kinds).items()}


def _named(link: PurchaseLink, **kinds: str) -> Parameters:
    """Return the slots of the link's place, else of its story, else of its channel."""
    slots = ShopSlot.objects.filter(kind__in=kinds.values(), channel=link.channel)
    around = [slot for slot in slots if _holds(slot, link)]
    around.sort(key=lambda slot: (bool(slot.placement), slot.story_id is not None))
    best = {slot.kind: slot for slot in around}
    return {name: best[kind].value for name, kind in kinds.items() if kind in best}
