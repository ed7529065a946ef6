"""Files that go when their film goes; after the commit, so that a deletion that failed loses nothing.

A film before the public does not go: what readers see was approved by a second person.
"""

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError

from stories.releases import showing


def keep_shown(sender, instance, **kwargs) -> None:
    """Before a film is deleted. Raises `ProtectedError`."""
    if held := set(showing(f"film-{instance.pk}")):
        raise ProtectedError("The public sees this film.", held)


def delete_with_version(instance, **kwargs) -> None:
    if instance.file:
        storage, name = instance.file.storage, instance.file.name
        transaction.on_commit(lambda: storage.delete(name))


def delete_with_film(instance, **kwargs) -> None:
    # Not above: it brings FFmpeg along, which this process may never need.
    from stories import film_frames

    paths = film_frames.paths(instance)
    transaction.on_commit(lambda: [default_storage.delete(path) for path in paths])
