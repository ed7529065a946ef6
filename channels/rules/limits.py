"""Limits of a spec against amounts and texts: findings with stable codes.

A finding's code is `<channel>.<rule>`; the rule part is the same for all channels.
"""

from channels.contract import Finding, Weight
from channels.rules.counting import count
from channels.spec import ChannelSpec


def finding(
    spec: ChannelSpec, rule: str, weight: Weight = "warning", block: str = "", field: str = "", **params: str | int
) -> Finding:
    return Finding(f"{spec.key}.{rule}", weight, block, field, tuple(params.items()))


def check_amount(spec: ChannelSpec, name: str, amount: int, *, block: str = "", field: str = "") -> list[Finding]:
    """`<name>_too_long`/`_too_short` for texts, `_too_many`/`_too_few` for things, `_too_large`/`_too_small` else."""
    limit = spec.limits.get(name)
    if limit is None:
        return []
    less, more = {
        "chars": ("too_short", "too_long"),
        "cjk_width": ("too_short", "too_long"),
        "items": ("too_few", "too_many"),
    }.get(limit.unit, ("too_small", "too_large"))
    weight: Weight = "block" if limit.hard else "warning"
    field = field or name
    unit = limit.unit
    if limit.max is not None and amount > limit.max:
        params: dict[str, str | int] = {"count": amount, "max": limit.max, "unit": unit}
        return [finding(spec, f"{name}_{more}", weight, block, field, **params)]
    if limit.min is not None and amount < limit.min:
        params = {"count": amount, "min": limit.min, "unit": unit}
        return [finding(spec, f"{name}_{less}", weight, block, field, **params)]
    return []


def check_text(spec: ChannelSpec, name: str, text: str, *, block: str = "", field: str = "") -> list[Finding]:
    limit = spec.limits.get(name)
    return check_amount(spec, name, count(text, limit.unit), block=block, field=field) if limit else []


def maximum(spec: ChannelSpec, name: str, otherwise: int = 1_000_000) -> int:
    limit = spec.limits.get(name)
    return limit.max if limit and limit.max is not None else otherwise
