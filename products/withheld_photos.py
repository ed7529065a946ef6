"""Files of photos whose people took their consent back: they leave the addresses that were told to anybody.

The record of a visit keeps its photo, and what is out is corrected by its authors (`followers.on_consent_withdrawn`);
but whoever knew an address of the picture finds nothing there any more.
"""

import logging
import secrets
from functools import partial
from pathlib import PurePath

from django.db import transaction
from django.db.models import QuerySet

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
    storage, known_as = photo.file.storage, photo.file.name
    # Sizes are named for it, so those that the desk has made later cannot be guessed either.
    name = f"{FOLDER}/{secrets.token_hex(16)}{PurePath(known_as).suffix}"
    with storage.open(known_as) as file:
        name = storage.save(name, file)
    Photo.objects.filter(pk=pk).update(file=name)
    photo.renditions.all().delete()
    transaction.on_commit(partial(storage.delete, known_as))
