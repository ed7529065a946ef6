"""What limits, units and the like are called, for screens and for the docs page."""

from django.utils.translation import gettext_lazy as _

LIMITS = {
    "title": _("Title"),
    "short_title": _("Short title"),
    "title_pictures": _("Title of a picture post"),
    "blog_title": _("Title of the blog post"),
    "author": _("Author"),
    "digest": _("Digest"),
    "summary": _("Summary"),
    "desc": _("Description"),
    "description": _("Description with topics"),
    "text": _("Title and description together"),
    "content": _("Body"),
    "content_bytes": _("Body, in bytes"),
    "original_text": _("Text for a claim of originality"),
    "source_url": _("Read-original address"),
    "miniprogram_title": _("Title of a mini-program card"),
    "tags": _("Tags"),
    "tag": _("One tag"),
    "tags_total": _("All tags together"),
    "images": _("Pictures"),
    "gallery": _("Pictures of a gallery"),
    "covers": _("Cover pictures"),
    "cover_width": _("Width of the cover"),
    "duration": _("Length of the film"),
}
UNITS = {
    "chars": _("characters"),
    "cjk_width": _("columns (a Chinese character is two)"),
    "bytes": _("bytes"),
    "items": _("pieces"),
    "ms": _("milliseconds"),
    "px": _("pixels"),
    "kbps": _("kbit/s"),
}
STATUS = {"open": _("In service"), "merged": _("Merged into another"), "closed": _("Closed")}
CONFIDENCE = {
    "documented": _("in the platform's own documents"),
    "observed": _("seen in working programs"),
    "assumed": _("not confirmed by any source"),
}
ABILITY = {
    "api": _("by a call"),
    "feed": _("by its feed"),
    "manual": _("by hand, in the channel's console"),
    "no": _("not possible"),
}


def limit_name(name: str) -> str:
    return str(LIMITS.get(name, name.replace("_", " ")))


def bounds_words(least: int | None, most: int | None) -> str:
    """`6–30`, `≥ 3`, `≤ 128`, or a dash where nothing is bounded."""
    if least is not None and most is not None:
        return f"{least:,}–{most:,}"
    if most is not None:
        return f"≤ {most:,}"
    return f"≥ {least:,}" if least is not None else "–"
