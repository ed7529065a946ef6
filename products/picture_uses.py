"""Which pages show a picture, whatever room they belong to: read from Wagtail's index of references.

A picture before the public stays as a second person saw it: its file is not replaced, nor is it deleted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.deletion import ProtectedError
from wagtail.models import Page, ReferenceIndex

from products.models import Photo


def pages_showing(photo_ids: Iterable[int]) -> dict[int, list[Page]]:
    """The live pages of any kind that show each photo, by the photo's id; three queries at most.

    The index follows each save with the worker, so a page that went out this second may be missing.
    """
    wanted = {str(pk) for pk in photo_ids if pk}
    if not wanted:
        return {}
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Photo),
        to_object_id__in=wanted,
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    pairs = set(references.values_list("to_object_id", "object_id"))
    pages = Page.objects.live().select_related("locale").in_bulk({int(page) for _photo, page in pairs})
    found = defaultdict(list)
    for photo, page in sorted(pairs):
        if int(page) in pages:
            found[int(photo)].append(pages[int(page)])
    return dict(found)


Holders = Callable[[str], Iterable[Model]]

_holders: list[Holders] = []


def ask_also(holders: Holders) -> None:
    """Register `holders(key)`: the records before the public that hold an asset (`photo-5`) and are no pages."""
    _holders.append(holders)


def shown_by(photo: Photo) -> list[Model]:
    """Pages or other records through which the public sees a photo now; empty where it does not."""
    pages = pages_showing([photo.pk]).get(photo.pk, [])
    return pages or [record for holders in _holders for record in holders(f"photo-{photo.pk}")]


def keep_shown(sender: type, instance: Photo, **kwargs: object) -> None:
    """Before a photo is deleted, one by one or many at once. Raises `ProtectedError`."""
    if held := shown_by(instance):
        raise ProtectedError("The public sees this photo.", set(held))
