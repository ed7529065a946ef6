"""Photos and certificates of a recommendation: counted and checked first, stored all or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from products.casework_files import casework_collection, document_of, photo_of, sha256_of
from products.errors import Refused
from products.files import check_pdf, check_whole_picture
from products.models import Recommendation, RecommendationFile

MOST_PHOTOS = 10
MOST_DOCUMENTS = 5


@dataclass(frozen=True)
class Wrong:
    """A file that is not taken: `field` is `photos` or `documents`."""

    field: str
    code: str
    message: str


def wrong_files(photos: Sequence, documents: Sequence) -> list[Wrong]:
    """What is wrong with the files, named by their names; reads headers before it decodes anything."""
    found = []
    for field, files, most, check in (
        ("photos", photos, MOST_PHOTOS, check_whole_picture),
        ("documents", documents, MOST_DOCUMENTS, check_pdf),
    ):
        if len(files) > most:
            text = _("%(count)d files were chosen; at most %(limit)d are taken.") % {
                "count": len(files),
                "limit": most,
            }
            found.append(Wrong(field, f"recommendation.too_many_{field}", text))
            continue
        found += [wrong for file in files if (wrong := _wrong(field, file, check))]
    return found


class FilesRefused(Refused):
    """`wrong` says it of each file."""

    def __init__(self, wrong: list[Wrong]) -> None:
        super().__init__(wrong[0].code, " ".join(item.message for item in wrong))
        self.wrong = wrong


def check_files(photos: Sequence, documents: Sequence) -> None:
    if wrong := wrong_files(photos, documents):
        raise FilesRefused(wrong)


def store(recommendation: Recommendation, photos: Sequence, documents: Sequence, person, stored: list) -> None:
    """Store checked files in the caller's transaction. What was written to the store is noted in `stored`."""
    if not photos and not documents:
        return
    collection = casework_collection()
    for kind, files, make in (("photo", photos, photo_of), ("document", documents, document_of)):
        for file in files:
            title, digest = _title(file), sha256_of(file)
            record = make(file, title=title or recommendation.name(), collection=collection, person=person)
            stored.append(record)
            record.save()
            # A photo was kept without its metadata.
            digest = getattr(record, "sha256", digest)
            RecommendationFile.objects.create(
                recommendation=recommendation, title=title, sha256=digest, **{kind: record}
            )


def take_back(stored: list) -> None:
    """Remove from the store what a transaction that failed had written there."""
    for record in stored:
        if record.file._committed and record.file.name:
            record.file.storage.delete(record.file.name)


def _wrong(field: str, file, check) -> Wrong | None:
    try:
        check(file)
    except Refused as refusal:
        return Wrong(field, refusal.code, f"{file.name[:60]}: {refusal.message}")
    return None


def _title(file) -> str:
    """The sender's own name of the file, without its ending."""
    return file.name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")[0][:120]
