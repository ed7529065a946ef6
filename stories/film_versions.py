"""Making the versions of a film: what is wanted, who works on it, and what becomes of the result.

Work is a lease in database time. Whoever holds it tells its progress and so prolongs it; a worker that was
killed stops doing so, and the next may take over. Only the holder writes a result.
"""

import logging
import tempfile
import uuid
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from stories import film_words
from stories.film_encoding import encode, loss_of_upright_crop, remux
from stories.film_limits import streams_fit, streams_of
from stories.film_reissue import issue_with_films
from stories.films import READING_ERRORS, NotAFilm, Probe, opened, probe
from stories.models import Film, FilmRecipe, FilmVersion, VersionState

log = logging.getLogger(__name__)

# Longer than storing a large file takes, as nothing is told meanwhile.
LEASE = timedelta(minutes=3)
MAX_ATTEMPTS = 3
# A film of an hour may keep the worker that long; asking twice does no harm.
LOST_AFTER = timedelta(minutes=15)
# An upload as near to 9:16 as this is upright enough.
NEAR_UPRIGHT = 0.03


class LeaseLostError(Exception):
    """Somebody else works on it by now; what was made is thrown away."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """How many versions were put to work again, and how many given up."""

    again: int
    given_up: int


def wanted_recipes(film: Film) -> list[str]:
    """What has to be made of a film besides its upload."""
    if not film.width or not film.height:
        return []
    upright = loss_of_upright_crop(film.width, film.height) <= NEAR_UPRIGHT
    recipes = [] if film.plays_everywhere else [FilmRecipe.HD]
    return recipes if upright else [*recipes, FilmRecipe.UPRIGHT]


def current(film: Film) -> list[FilmVersion]:
    """Versions of the film's present file, in the order of the recipes."""
    rows = film.versions.filter(source_sha256=film.sha256)
    return sorted(rows, key=lambda row: FilmRecipe.values.index(row.recipe))


@transaction.atomic
def plan(film: Film) -> None:
    """Queue what is wanted and not there yet; a version of the same bytes is never made twice."""
    for recipe in wanted_recipes(film):
        version, new = FilmVersion.objects.get_or_create(
            film=film, recipe=recipe, source_sha256=film.sha256, defaults={"queued_at": timezone.now()}
        )
        if new:
            _enqueue(version.pk)


@transaction.atomic
def retry(film: Film) -> int:
    """Queue the failed versions of a film's present file again; return how many."""
    failed = film.versions.filter(state=VersionState.FAILED, source_sha256=film.sha256)
    ids = list(failed.select_for_update().values_list("pk", flat=True))
    FilmVersion.objects.filter(pk__in=ids).update(
        state=VersionState.QUEUED, reason="", attempts=0, progress=0, queued_at=timezone.now()
    )
    for pk in ids:
        _enqueue(pk)
    return len(ids)


def _enqueue(pk: int) -> None:
    from stories import tasks

    tasks.prepare_film.enqueue(version_id=pk)


def resume() -> Resumed:
    """Take up again what was left: leases that ran out, and tasks that never came."""
    expired = Q(state=VersionState.WORKING, lease_until__lt=Now())
    given_up = FilmVersion.objects.filter(expired, attempts__gte=MAX_ATTEMPTS).update(
        state=VersionState.FAILED, reason=film_words.GIVEN_UP, lease_owner="", lease_until=None, finished_at=Now()
    )
    lost = Q(state=VersionState.QUEUED, queued_at__lt=Now() - LOST_AFTER)
    with transaction.atomic():
        left = list(FilmVersion.objects.select_for_update().filter(expired | lost).values_list("pk", flat=True))
        FilmVersion.objects.filter(pk__in=left).update(
            state=VersionState.QUEUED, lease_owner="", lease_until=None, progress=0, queued_at=Now()
        )
        for pk in left:
            _enqueue(pk)
    _tell_of_the_latest()
    return Resumed(len(left), given_up)


def _tell_of_the_latest() -> None:
    """Once more for what was finished lately: the task that tells the stories may have been lost."""
    lately = FilmVersion.objects.filter(finished_at__gt=Now() - 2 * LOST_AFTER)
    for film_id in set(lately.values_list("film_id", flat=True)):
        issue_with_films(film_id)


def take(pk: int) -> str | None:
    """Take the lease of a version that waits or was left; return the owner's name, None where there is no work."""
    owner = str(uuid.uuid4())
    free = Q(state=VersionState.QUEUED) | Q(state=VersionState.WORKING, lease_until__lt=Now())
    taken = FilmVersion.objects.filter(free, pk=pk).update(
        state=VersionState.WORKING,
        lease_owner=owner,
        lease_until=Now() + LEASE,
        attempts=F("attempts") + 1,
        progress=0,
        reason="",
    )
    return owner if taken else None


def prepare(pk: int) -> None:
    """Make a version unless somebody else does. May run any number of times."""
    owner = take(pk)
    if owner is None:
        return
    version = FilmVersion.objects.select_related("film").get(pk=pk)
    try:
        _make(version, owner)
    except LeaseLostError:
        log.warning("version %s is made by another worker", pk)
    except NotAFilm:
        _fail(pk, owner, film_words.BROKEN)
    except FileNotFoundError:
        _fail(pk, owner, film_words.GONE)
    except READING_ERRORS:
        log.exception("version %s could not be made", pk)
        _fail(pk, owner, film_words.FAILED)


def _make(version: FilmVersion, owner: str) -> None:
    film = version.film
    if film.sha256 != version.source_sha256:
        # Another file was uploaded meanwhile, with versions of its own.
        FilmVersion.objects.filter(pk=version.pk, lease_owner=owner).delete()
        return
    with tempfile.TemporaryDirectory(prefix="film-") as folder:
        path = Path(folder) / "version.mp4"
        with film.file.open("rb") as source:
            _write(version, owner, source, str(path))
        with path.open("rb") as made:
            file = File(made)
            found = probe(file)
            if not found.plays_everywhere:
                raise OSError(f"version {version.pk} came out as {found.codec}, {found.bitrate} bit/s")
            _keep(version, owner, file, found)


def _write(version: FilmVersion, owner: str, source: File, path: str) -> None:
    film = version.film
    with opened(source) as container:
        streams = streams_of(container).turned(film.rotation)
        upright = version.recipe == FilmRecipe.UPRIGHT
        if not upright and streams_fit(streams, film.bitrate):
            remux(container, path)
        else:
            seconds = film.duration or 1.0
            encode(container, path, streams, seconds, upright=upright, tell=lambda done: _tell(version.pk, owner, done))


def _tell(pk: int, owner: str, done: int) -> None:
    """Write the progress and prolong the lease. Raises `LeaseLostError` where it is not ours any more."""
    mine = FilmVersion.objects.filter(pk=pk, lease_owner=owner, state=VersionState.WORKING)
    if not mine.update(progress=done, lease_until=Now() + LEASE):
        raise LeaseLostError


def _keep(version: FilmVersion, owner: str, file: File, found: Probe) -> None:
    _tell(version.pk, owner, 99)
    storage = version.file.storage
    name = storage.save(version.file.field.generate_filename(version, f"{found.sha256[:32]}.mp4"), file)
    with transaction.atomic():
        written = FilmVersion.objects.filter(pk=version.pk, lease_owner=owner, state=VersionState.WORKING).update(
            state=VersionState.READY,
            progress=100,
            lease_owner="",
            lease_until=None,
            finished_at=Now(),
            file=name,
            sha256=found.sha256,
            bytes=found.bytes,
            bitrate=found.bitrate,
            duration=found.seconds,
            width=found.width,
            height=found.height,
        )
        if written:
            _tell_stories(version.film_id)
    if not written:
        storage.delete(name)
        raise LeaseLostError


def _fail(pk: int, owner: str, reason: str) -> None:
    with transaction.atomic():
        failed = FilmVersion.objects.filter(pk=pk, lease_owner=owner).update(
            state=VersionState.FAILED, reason=reason, lease_owner="", lease_until=None, finished_at=Now()
        )
        if failed:
            _tell_stories(FilmVersion.objects.values_list("film_id", flat=True).get(pk=pk))


def _tell_stories(film_id: int) -> None:
    """Stories that went out while it was being made become a new version of themselves."""
    from stories import tasks

    tasks.issue_with_films.enqueue(film_id=film_id)
