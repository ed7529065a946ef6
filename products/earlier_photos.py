"""Photos that came in before the house took their metadata out: cleaned without a new approval of what shows them."""

from functools import partial
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.log_actions import log

from products.audit import METADATA_REMOVED
from products.models import Evidence, Photo, RecommendationFile
from products.picture_metadata import without_metadata


def tells(photo: Photo) -> bool:
    """Whether its file has metadata. Raises OSError where it is gone."""
    with photo.open_file() as file:
        data = file.read()
    return without_metadata(data) != data


def is_evidence(photo: Photo) -> bool:
    return Evidence.objects.filter(photo=photo).exists()


@transaction.atomic
def clean(photo: Photo) -> None:
    """Put a file without metadata in the place of the photo's, and take away the sizes made of the old one.

    The picture is the same to the pixel, so documents go on naming it by the checksum they know. Evidence gets the
    checksum of its new file, and its case says so; where a file is no longer what it was, both stay as they are.
    """
    photo = Photo.objects.select_for_update().get(pk=photo.pk)
    with photo.open_file() as file:
        data = file.read()
    was, known_by, old_file = photo.sha256, photo.known_by, photo.file
    photo.file = ContentFile(without_metadata(data), name=PurePath(old_file.name).name)
    photo._set_image_file_metadata()
    photo.save()
    Photo.objects.filter(pk=photo.pk).update(sha256_before=known_by)
    photo.renditions.all().delete()
    for evidence in Evidence.objects.filter(photo=photo, sha256=was):
        evidence.sha256 = photo.sha256
        evidence.save(update_fields=["sha256"])
        log(
            instance=evidence.verification,
            action=METADATA_REMOVED,
            data={"evidence": evidence.pk, "title": evidence.title(), "before": was, "after": photo.sha256},
        )
    RecommendationFile.objects.filter(photo=photo, sha256=was).update(sha256=photo.sha256)
    transaction.on_commit(partial(old_file.storage.delete, old_file.name))
