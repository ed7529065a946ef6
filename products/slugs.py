"""Slugs for Chinese titles: the addresses stay ASCII, so characters become pinyin."""

from django.utils.text import slugify
from pypinyin import lazy_pinyin

MAX_LENGTH = 50


def slug_for(text: str, max_length: int = MAX_LENGTH) -> str:
    """Return an ASCII slug of `text`, e.g. `bao-jing-qi-cheng` for 保靖脐橙, cut at a word; empty if nothing is left."""
    slug = slugify(" ".join(lazy_pinyin(text)).replace(".", "-"))
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1]
    return (cut.rpartition("-")[0] or slug[:max_length]).strip("-")
