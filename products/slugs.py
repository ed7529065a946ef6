"""Slugs for Chinese titles: the addresses stay ASCII, so characters become pinyin."""

from django.db.models import Model
from django.utils.text import slugify

from products.pinyin import pinyin

MAX_LENGTH = 50


def slug_for(text: str, max_length: int = MAX_LENGTH) -> str:
    """Return an ASCII slug of `text`, e.g. `bao-jing-qi-cheng` for 保靖脐橙, cut at a word; empty if nothing is left."""
    slug = slugify(" ".join(pinyin(text)).replace(".", "-"))
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1]
    return (cut.rpartition("-")[0] or slug[:max_length]).strip("-")


def free_slug(model: type[Model], text: str, *, field: str = "slug", besides=None) -> str:
    """A slug for `text` that no other row of `model` has, with a number at its end where needed."""
    wanted = slug_for(text, MAX_LENGTH - 4) or model._meta.model_name
    rows = model._default_manager.exclude(pk=besides).filter(**{f"{field}__startswith": wanted})
    return numbered(wanted, set(rows.values_list(field, flat=True)))


def numbered(wanted: str, taken: set[str]) -> str:
    """Return `wanted`, or `wanted-2`, `wanted-3` … where it is taken."""
    candidate, number = wanted, 1
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate
