"""Files of photos whose people took their consent back: they leave the addresses that were told to anybody.

The record of a visit keeps its photo, and what is out is corrected by its authors (`followers.on_consent_withdrawn`);
but whoever knew an address of the picture finds nothing there any more.
"""

import hashlib
import logging
from functools import partial
from pathlib import PurePath

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from products.models import Photo, VisitPhoto

log = logging.getLogger(__name__)

FOLDER = "withheld"


def withheld_photos() -> QuerySet[Photo]:
    """Photos on which somebody is shown who agreed once and does not any more."""
    shown = VisitPhoto.objects.filter(people__withdrawn_at__isnull=False)
    return Photo.objects.filter(pk__in=shown.values("photo_id"))


def put_away() -> int:
    """Give every withheld photo that lies where it was another name, and remove its sizes; return how many did.

    Safe to repeat. A file that is gone is left, and said in the log.
    """
    waiting = withheld_photos().exclude(file__startswith=f"{FOLDER}/").order_by("pk")
    done = 0
    for pk in list(waiting.values_list("pk", flat=True)):
        try:
            _put_away(pk)
        except OSError:
            log.exception("the file of photo %s cannot be put away", pk)
        else:
            done += 1
    return done


@transaction.atomic
def _put_away(pk: int) -> None:
    photo = Photo.objects.select_for_update().get(pk=pk)
    storage, known_as, name = photo.file.storage, photo.file.name, name_of(photo)
    # It is there already where a form that was open meanwhile wrote the old name back; after a crash, a part of it is.
    if not _is_whole(photo, name):
        with storage.open(known_as) as file:
            storage.delete(name)
            storage.save(name, file)
    Photo.objects.filter(pk=pk).update(file=name)
    photo.renditions.all().delete()
    transaction.on_commit(partial(storage.delete, known_as))


def _is_whole(photo: Photo, name: str) -> bool:
    storage = photo.file.storage
    if not storage.exists(name):
        return False
    with storage.open(name) as file:
        return hashlib.sha256(file.read()).hexdigest() == photo.sha256


def name_of(photo: Photo) -> str:
    """One that nobody can guess. Sizes are named for it, so those that the desk has made later cannot be guessed either."""
    digest = salted_hmac(__name__, f"{photo.pk}:{photo.sha256}", algorithm="sha256").hexdigest()
    return f"{FOLDER}/{digest[:32]}{PurePath(photo.file.name).suffix}"
