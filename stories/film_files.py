"""Files that go when their film goes; after the commit, so that a deletion that failed loses nothing."""

from django.core.files.storage import default_storage
from django.db import transaction


def delete_with_version(instance, **kwargs) -> None:
    if instance.file:
        storage, name = instance.file.storage, instance.file.name
        transaction.on_commit(lambda: storage.delete(name))


def delete_with_film(instance, **kwargs) -> None:
    # Not above: it brings FFmpeg along, which this process may never need.
    from stories import film_frames

    paths = film_frames.paths(instance)
    transaction.on_commit(lambda: [default_storage.delete(path) for path in paths])
