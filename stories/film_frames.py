"""Six still pictures of a film to choose its poster from, at even distances.

They are made once per file and lie beside it, named by its checksum: by the worker, or at the first look.
"""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from stories.films import READING_ERRORS, NotAFilm, frame_at, jpeg_of, opened
from stories.models import Film, FilmVersion

COUNT = 6
SMALL = 480
FOLDER = "film-frames"


def moment(film: Film, number: int) -> float:
    """Seconds from the beginning: the middle of each sixth."""
    return (film.duration or 0) * (number + 0.5) / COUNT


def paths(film: Film) -> list[str]:
    """Where the six lie in the storage."""
    return [f"{FOLDER}/{film.sha256[:32]}-{number}.jpg" for number in range(COUNT)]


def small(film: Film, number: int) -> bytes:
    """A frame as a small JPEG. Raises `NotAFilm`, OSError or FFmpeg's errors where the file cannot be read."""
    path = paths(film)[number]
    if default_storage.exists(path):
        with default_storage.open(path) as file:
            return file.read()
    data = _frame(film, number, SMALL)
    written = default_storage.save(path, ContentFile(data))
    if written != path:
        # Another one made it between the look and the save.
        default_storage.delete(written)
    return data


def full(film: Film, number: int) -> bytes:
    """A frame in the film's own size, for a poster. Raises as `small`."""
    return _frame(film, number, None)


def _frame(film: Film, number: int, longest: int | None) -> bytes:
    with film.file.open("rb") as file, opened(file) as container:
        return jpeg_of(frame_at(container, moment(film, number)), longest)


def make_for(version_id: int) -> None:
    """Have the frames ready before anybody looks. A film that cannot be read is told of by its version."""
    version = FilmVersion.objects.select_related("film").filter(pk=version_id).first()
    if version is None:
        return
    try:
        for number in range(COUNT):
            small(version.film, number)
    except (NotAFilm, *READING_ERRORS):
        return
