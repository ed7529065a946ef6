"""The crops of a cover, for the editor: where each of the six shapes falls on the picture."""

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.permissions import policy_registry

from products.models import Photo
from stories.assets import image_asset
from stories.cover_sizes import cover_sizes
from stories.document import Ratio
from stories.document.crops import unit_crop

# One picture serves all six; the browser cuts it.
SHOWN = "max-900x900"
# Cut by the channel itself, around the middle of the focal area; the others are cut here by Wagtail.
CUT_BY_CHANNELS = "2.35:1"


@require_GET
def crops(request: HttpRequest, pk: int) -> JsonResponse:
    """`url` of the picture, `crops` with the place of each in per cent as CSS `object-position` takes it.

    404 for a photo that this person could not choose.
    """
    policy = policy_registry.get_by_type(Photo)
    photo = get_object_or_404(policy.instances_user_has_permission_for(request.user, "choose"), pk=pk)
    try:
        url = photo.get_rendition(SHOWN).url
    except (SourceImageIOError, OSError):
        return JsonResponse({"url": "", "crops": [], "focal_url": ""})
    may_change = policy.user_has_permission_for_instance(request.user, "change", photo)
    return JsonResponse(
        {
            "url": url,
            "crops": [_crop(photo, ratio, size) for ratio, size in cover_sizes().items()],
            "focal_url": reverse("wagtailimages:edit", args=[photo.pk]) if may_change else "",
        }
    )


def _crop(photo: Photo, ratio: Ratio, wanted: tuple[int, int]) -> dict:
    left, top, width, height = _area(photo, ratio, wanted)
    enlarged = width + 1 < wanted[0] or height + 1 < wanted[1]
    words = _("%(has)s, too small for %(wanted)s") % {
        "has": f"{round(width)} × {round(height)}",
        "wanted": f"{wanted[0]} × {wanted[1]}",
    }
    return {
        "ratio": ratio,
        "x": _per_cent(left, photo.width - width),
        "y": _per_cent(top, photo.height - height),
        "warning": words if enlarged else "",
    }


def _area(photo: Photo, ratio: Ratio, wanted: tuple[int, int]) -> tuple[float, float, float, float]:
    """Left, top, width and height of a crop in pixels of the original."""
    if ratio == CUT_BY_CHANNELS:
        x1, y1, x2, y2 = unit_crop(image_asset(photo, "en"), *wanted)
        return x1 * photo.width, y1 * photo.height, (x2 - x1) * photo.width, (y2 - y1) * photo.height
    rect = Filter(spec=f"fill-{wanted[0]}x{wanted[1]}").get_transform(photo, (photo.width, photo.height)).get_rect()
    return rect.left, rect.top, rect.width, rect.height


def _per_cent(start: float, room: float) -> float:
    """Where a crop begins, of the room it has: what CSS means by a position in per cent."""
    return round(min(100.0, max(0.0, start * 100 / room)), 2) if room > 0.5 else 50.0
