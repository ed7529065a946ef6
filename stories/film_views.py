"""What the editor asks about a film while somebody waits: how its versions stand, and frames for its poster.

What reads films is imported where it is used: FFmpeg takes tens of megabytes, and these addresses are known to every
process of the house.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from stories.film_words import reason_words
from stories.models import Film, FilmRecipe, FilmVersion, VersionState

# As people call them.
CODECS = {"h264": "H.264", "hevc": "H.265"}


def visible_film(request: HttpRequest, pk: int) -> Film:
    """A film that this person could choose. Raises Http404 for any other, as if it were not there."""
    policy = policy_registry.get_by_type(Film)
    films = policy.instances_user_has_any_permission_for(request.user, ["change", "delete"])
    return get_object_or_404(films, pk=pk)


@require_GET
def progress(request: HttpRequest, pk: int) -> JsonResponse:
    """`versions` with their state in words, `working` while it is worth asking again."""
    from stories import film_versions

    film = visible_film(request, pk)
    rows = film_versions.current(film)
    return JsonResponse(
        {
            "film": film.pk,
            "measures": measures(film),
            "as_uploaded": film.plays_everywhere,
            "versions": [_told(row) for row in rows],
            "working": any(row.pending for row in rows),
            "may_retry": _may_change(request, film) and any(row.state == VersionState.FAILED for row in rows),
            "retry_url": reverse("film_retry", args=[film.pk]),
        }
    )


def measures(film: Film) -> str:
    """Size, length, codec and rate in one line."""
    minutes, seconds = divmod(round(film.duration or 0), 60)
    parts = [f"{film.width} × {film.height}", f"{minutes}:{seconds:02}", CODECS.get(film.codec, film.codec.upper())]
    if film.bitrate:
        parts.append(f"{film.bitrate / 1_000_000:.1f} Mbit/s")
    return " · ".join([*parts, filesizeformat(film.file_size)])


def _told(row: FilmVersion) -> dict:
    return {
        "recipe": row.recipe,
        "label": str(FilmRecipe(row.recipe).label),
        "state": row.state,
        "words": _words(row),
        "progress": row.progress,
    }


def _words(row: FilmVersion) -> str:
    if row.state == VersionState.FAILED:
        return reason_words(row.reason)
    if row.state == VersionState.READY:
        return f"{row.width} × {row.height} · {filesizeformat(row.bytes)}"
    if row.state == VersionState.WORKING:
        return _("being prepared, %(done)s %%") % {"done": row.progress}
    return _("waiting for its turn")


def _may_change(request: HttpRequest, film: Film) -> bool:
    policy = policy_registry.get_by_type(Film)
    return policy.user_has_permission_for_instance(request.user, "change", film)


@require_GET
def frame(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    from stories import film_frames
    from stories.films import READING_ERRORS, NotAFilm

    film = visible_film(request, pk)
    if number >= film_frames.COUNT:
        raise Http404
    try:
        data = film_frames.small(film, number)
    except (NotAFilm, *READING_ERRORS) as error:
        raise Http404 from error
    response = HttpResponse(data, content_type="image/jpeg")
    # The address carries the file's checksum.
    response["Cache-Control"] = "private, max-age=86400"
    return response


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue what failed once more."""
    from stories import film_versions

    film = visible_film(request, pk)
    if not _may_change(request, film):
        raise PermissionDenied
    if film_versions.retry(film):
        messages.success(request, _("The versions that failed are being made again."))
    return redirect("wagtailmedia:edit", film.pk)
