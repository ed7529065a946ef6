"""The docs page on channels, written from the specs: every limit with its unit, source, day and confidence."""

import tomllib
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation

from channels import adapters, messages
from channels.rule_words import ABILITY, CONFIDENCE, STATUS, UNITS, bounds_words, limit_name
from channels.spec import ChannelSpec, Crop, VideoRule

SOURCES = Path(__file__).parent / "sources.toml"
# File name → language.
PAGES = {"channels.md": "en", "channels.zh.md": "zh-hans"}
MEGABYTE, GIGABYTE, MINUTE_MS, HOUR_MS = 1_000_000, 1_000_000_000, 60_000, 3_600_000


@cache
def sources() -> dict[str, str]:
    return tomllib.loads(SOURCES.read_text(encoding="utf-8"))


def page(language: str) -> str:
    """The page as Markdown. It speaks of the files, never of what an operator has set on one installation."""
    with translation.override(language):
        channels = [_channel(adapter.spec) for adapter in adapters.ADAPTERS]
        used = sorted({key for channel in channels for key in channel["sources"]})
        context = {"channels": channels, "sources": [(key, sources()[key]) for key in used], "confidence": CONFIDENCE}
        chinese = language == "zh-hans"
        context |= {"chinese": chinese, "colon": "：" if chinese else ": "}
        text = render_to_string("channels/rules.txt", context)
    return "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"


def _channel(spec: ChannelSpec) -> dict:
    rows = [
        (
            limit_name(name),
            bounds_words(limit.min, limit.max),
            str(UNITS[limit.unit]),
            limit,
        )
        for name, limit in spec.limits.items()
    ]
    parts = [*spec.limits.values(), *spec.crops.values(), spec.video, spec.html, spec.links, spec.declaring]
    keys = {part.source for part in parts if part is not None and part.source}
    return {
        "spec": spec,
        "name": messages.channel_name(spec),
        "status": STATUS[spec.status],
        "status_note": messages.status_note(spec),
        "status_confidence": CONFIDENCE[spec.status_confidence],
        "limits": rows,
        "crops": [(name, _picture(crop), crop) for name, crop in spec.crops.items()],
        "film": _film(spec.video) if spec.video else "",
        "link_note": messages.link_note(spec),
        "update": ABILITY[spec.can_update],
        "withdraw": ABILITY[spec.can_withdraw],
        "sources": keys | ({spec.status_source} if spec.status_source else set()),
    }


def _picture(crop: Crop) -> str:
    kind, _dash, size = crop.filter.partition("-")
    shape = size.replace("x", "×") if kind == "fill" else f"≤ {size.replace('x', '×')}"
    return f"{shape} px, {crop.format.upper()}{f', ≤ {crop.max_bytes:,} B' if crop.max_bytes else ''}"


def _film(rule: VideoRule) -> str:
    said = [", ".join(kind.removeprefix("video/") for kind in rule.media_types), "/".join(rule.codecs)]
    if rule.orientation != "any":
        said.append({"portrait": "9:16", "landscape": "16:9"}[rule.orientation])
    if rule.max_bytes:
        size = rule.max_bytes
        said.append(f"≤ {size / GIGABYTE:g} GB" if size >= GIGABYTE else f"≤ {size / MEGABYTE:g} MB")
    if rule.min_duration_ms:
        said.append(f"≥ {rule.min_duration_ms / 1000:g} s")
    if rule.max_duration_ms:
        length = rule.max_duration_ms
        said.append(f"≤ {length / HOUR_MS:g} h" if length >= HOUR_MS else f"≤ {length / MINUTE_MS:g} min")
    return "; ".join(said)
