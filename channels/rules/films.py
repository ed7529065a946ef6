"""A film against a channel's video rule."""

from channels.contract import Finding
from channels.rules.limits import finding
from channels.spec import ChannelSpec
from stories.document import VideoAsset


def check_film(spec: ChannelSpec, film: VideoAsset | None) -> list[Finding]:
    """Blocking findings; sizes in bytes, durations in milliseconds. Nothing if the spec has no rule."""
    rule = spec.video
    if rule is None:
        return []
    if film is None:
        return [finding(spec, "video_missing", "block", field="video")]
    found: list[tuple[str, dict[str, str | int]]] = []
    if film.media_type not in rule.media_types:
        found.append(("video_wrong_type", {"type": film.media_type, "allowed": ", ".join(rule.media_types)}))
    if film.codec and film.codec not in rule.codecs:
        found.append(("video_wrong_codec", {"codec": film.codec, "allowed": ", ".join(rule.codecs)}))
    if rule.max_bytes is not None and film.bytes > rule.max_bytes:
        found.append(("video_too_big", {"bytes": film.bytes, "max": rule.max_bytes}))
    if rule.max_duration_ms is not None and film.duration_ms > rule.max_duration_ms:
        found.append(("video_too_long", {"ms": film.duration_ms, "max": rule.max_duration_ms}))
    if rule.min_duration_ms is not None and film.duration_ms < rule.min_duration_ms:
        found.append(("video_too_short", {"ms": film.duration_ms, "min": rule.min_duration_ms}))
    portrait = film.height > film.width
    if rule.orientation != "any" and portrait != (rule.orientation == "portrait"):
        found.append(("video_wrong_orientation", {"wanted": rule.orientation}))
    return [finding(spec, name, "block", "", "video", **params) for name, params in found]
