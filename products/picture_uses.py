"""Which pages show a picture, whatever room they belong to: read from Wagtail's index of references."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
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
