"""Telling a story again when the versions of its film are ready, which were still being made when it went out.

The approval carries over: the versions are made of the very file that was approved.
"""

from django.db import transaction

from stories.assets import video_asset
from stories.document import StoryDocument, VideoAsset, VideoBlock
from stories.models import Film, Release, StoryPage
from stories.reissue import issue_anew
from stories.releases import live_releases, showing


def issue_with_films(film_id: int) -> int:
    """Make new versions of the live stories that wait for this film; return how many. Twice changes nothing."""
    film = Film.objects.select_related("poster").prefetch_related("versions").filter(pk=film_id).first()
    if film is None or video_asset(film, "zh-hans").preparing:
        return 0
    waiting = showing(f"film-{film_id}").filter(document__contains='"preparing":[')
    return sum(_issue(pk, film) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _issue(pk: int, film: Film) -> bool:
    old = Release.objects.get(pk=pk)
    StoryPage.objects.select_for_update(no_key=True, of=("self",)).get(pk=old.story_id)
    if not live_releases().filter(pk=pk).exists():
        return False
    before = old.parsed()
    document = with_film(before, film)
    if document.digest == before.digest:
        return False
    issue_anew(old, document)
    return True


def with_film(document: StoryDocument, film: Film) -> StoryDocument:
    """The same document with the versions that this film has now, where it is still the same file."""
    now = video_asset(film, document.language)

    def mended(video: VideoAsset) -> VideoAsset:
        if (video.key, video.sha256) != (now.key, now.sha256):
            return video
        return video.model_copy(update={"versions": now.versions, "preparing": now.preparing})

    body = tuple(
        block.model_copy(update={"video": mended(block.video)}) if isinstance(block, VideoBlock) else block
        for block in document.body
    )
    return document.model_copy(update={"video": mended(document.video) if document.video else None, "body": body})
