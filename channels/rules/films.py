"""A film against a channel's video rule: which of its files the channel gets, and what is wrong with it."""

from dataclasses import dataclass

from channels.contract import Finding
from channels.rules.limits import finding
from channels.spec import ChannelSpec, VideoRule
from stories.document import VideoAsset

ORIGINAL = "original"
# What versions are made as (`stories.document.VideoVersion`).
VERSION_TYPE, VERSION_CODEC = "video/mp4", "h264"

Misfit = tuple[str, dict[str, str | int]]


@dataclass(frozen=True, slots=True)
class FilmFile:
    """One file of a film: the upload (`recipe` is `original`) or a version of it.

    `recipe` is what `RenderContext.film` takes. Sizes in pixels and bytes, duration in milliseconds.
    """

    recipe: str
    width: int
    height: int
    bytes: int
    duration_ms: int
    media_type: str
    codec: str

    @property
    def portrait(self) -> bool:
        return self.height > self.width


def film_files(film: VideoAsset) -> list[FilmFile]:
    """The upload first, then the versions that are ready."""
    original = FilmFile(ORIGINAL, film.width, film.height, film.bytes, film.duration_ms, film.media_type, film.codec)
    made = (
        FilmFile(
            version.recipe,
            version.width,
            version.height,
            version.bytes,
            version.duration_ms,
            VERSION_TYPE,
            VERSION_CODEC,
        )
        for version in film.versions
    )
    return [original, *made]


def fitting_film(film: VideoAsset, rule: VideoRule | None) -> FilmFile:
    """The file a channel gets: the upload where the rule takes it, else the first version it takes.

    Where none fits it is the upload, and `check_film` says what is wrong with that. Without a rule, the upload.
    """
    files = film_files(film)
    if rule is None:
        return files[0]
    return next((file for file in files if not _misfits(file, rule)), files[0])


def check_film(spec: ChannelSpec, film: VideoAsset | None) -> list[Finding]:
    """Blocking findings of the file the channel would get. Nothing if the spec has no rule.

    While versions are still being made, one of them may yet fit: that is one finding and nothing else.
    """
    rule = spec.video
    if rule is None:
        return []
    if film is None:
        return [finding(spec, "video_missing", "block", field="video")]
    misfits = _misfits(fitting_film(film, rule), rule)
    if misfits and film.preparing:
        return [finding(spec, "video_preparing", "block", field="video")]
    return [finding(spec, name, "block", "", "video", **params) for name, params in misfits]


def _misfits(file: FilmFile, rule: VideoRule) -> list[Misfit]:
    found: list[Misfit] = []
    if file.media_type not in rule.media_types:
        found.append(("video_wrong_type", {"type": file.media_type, "allowed": ", ".join(rule.media_types)}))
    if file.codec and file.codec not in rule.codecs:
        found.append(("video_wrong_codec", {"codec": file.codec, "allowed": ", ".join(rule.codecs)}))
    if rule.max_bytes is not None and file.bytes > rule.max_bytes:
        found.append(("video_too_big", {"bytes": file.bytes, "max": rule.max_bytes}))
    if rule.max_duration_ms is not None and file.duration_ms > rule.max_duration_ms:
        found.append(("video_too_long", {"ms": file.duration_ms, "max": rule.max_duration_ms}))
    if rule.min_duration_ms is not None and file.duration_ms < rule.min_duration_ms:
        found.append(("video_too_short", {"ms": file.duration_ms, "min": rule.min_duration_ms}))
    if rule.orientation != "any" and file.portrait != (rule.orientation == "portrait"):
        found.append(("video_wrong_orientation", {"wanted": rule.orientation}))
    return found
