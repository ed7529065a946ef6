"""`/share/<story>.png`: a story as a long picture to be passed on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from home.sharing import cards
from stories.models import StoryPage


@require_safe
def share_card(request: HttpRequest, story_id: str) -> HttpResponse:
    """404 where there is no card: no such story, one of its products no longer verified, no font on this machine.

    Asked anew each time: what was withdrawn is not passed on from a cache. A 304 costs six queries.
    """
    card = cards.wanted(get_object_or_404(StoryPage.objects.live(), pk=story_id))
    if card is None:
        raise Http404
    etag = f'"{card.name.rpartition("/")[2]}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(cards.picture(card), content_type="image/png")
        response["Content-Disposition"] = f'inline; filename="{card.story.slug}.png"'
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    return response
