"""What to hand to each shop's link maker, so that its orders say where they came from.

JD takes our code itself; Pinduoduo takes it inside a little JSON; Alimama and WeChat Store know only
numbers and accounts of their own, which the table of slots ties to a channel or a story.
"""

import json

from commerce.models import PurchaseLink, ShopSlot, SlotKind
from products.models import Platform

CUSTOM_PARAMETERS_BYTES = 64

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


def slot_named(kind: str, value: str) -> ShopSlot | None:
    """Return what an order's slot stands for: a channel, and a story where the slot is one story's."""
    return ShopSlot.objects.filter(kind=kind, value=value).first()


def _numbered(link: PurchaseLink, **kinds: str) -> Parameters:
    return {name: int(value) for name, value in _named(link, **kinds).items()}


def _named(link: PurchaseLink, **kinds: str) -> Parameters:
    """Return the slots of the link's story, else of its channel."""
    slots = ShopSlot.objects.filter(kind__in=kinds.values(), channel=link.channel)
    best: dict[str, ShopSlot] = {}
    for slot in slots:
        if slot.story_id == link.story_id or (slot.story_id is None and slot.kind not in best):
            best[slot.kind] = slot
    return {name: best[kind].value for name, kind in kinds.items() if kind in best}
