"""Pictures of an imported text into the library, each once."""

import hashlib

from django.core.files.base import ContentFile
from wagtail.permissions import policy_registry

from products.errors import Refused
from products.files import check_whole_picture
from products.models import Photo
from products.picture_metadata import without_metadata
from stories.importing.figures import PictureLeftOut
from stories.importing.limits import MAX_PICTURES
from stories.importing.sources import Source


class Library:
    """Places pictures for one import. `stored` are the photos it made; `withdraw` deletes their files.

    `person` None is the operator at the command line, who may do everything.
    """

    def __init__(self, source: Source, person, *, language: str, title: str):
        self.source = source
        self.person = person
        self.language = language
        self.title = title
        self.stored: list[Photo] = []
        self.placed: dict[str, int] = {}

    def place(self, address: str, alt: str) -> int:
        """The id of the photo at `address`. Raises PictureLeftOut with the report's reason."""
        if address not in self.placed:
            self.placed[address] = self._place(address, alt).pk
        return self.placed[address]

    def _place(self, address: str, alt: str) -> Photo:
        data = self.source.picture(address)
        if data is None:
            remote = address.lower().startswith(("http:", "https:", "//"))
            raise PictureLeftOut("picture_remote" if remote else "picture_missing")
        data = without_metadata(data)
        try:
            ending = check_whole_picture(ContentFile(data))
        except Refused as refusal:
            raise PictureLeftOut("picture_refused", str(refusal.message)) from refusal
        digest = hashlib.sha256(data).hexdigest()
        known = self._choosable().filter(sha256=digest).order_by("pk").first()
        return known or self._store(data, digest, ending, alt)

    def _store(self, data: bytes, digest: str, ending: str, alt: str) -> Photo:
        if len(self.stored) >= MAX_PICTURES:
            raise PictureLeftOut("picture_too_many")
        collection = self._collection()
        if collection is None:
            raise PictureLeftOut("picture_not_allowed")
        title = (alt or self.title)[:200] or digest[:12]
        photo = Photo(
            title=f"{title} {len(self.stored) + 1}" if not alt else title,
            file=ContentFile(data, name=f"{digest[:16]}.{ending}"),
            collection=collection,
            uploaded_by_user=self.person,
            **{"alt_zh" if self.language.startswith("zh") else "alt_en": alt[:255]},
        )
        self.stored.append(photo)
        photo.save()
        return photo

    def withdraw(self) -> None:
        """Delete the files that were stored: their rows go with the transaction."""
        for photo in self.stored:
            if photo.file._committed:
                photo.file.storage.delete(photo.file.name)

    def _choosable(self):
        if self.person is None:
            return Photo.objects.all()
        return policy_registry.get_by_type(Photo).instances_user_has_permission_for(self.person, "choose")

    def _collection(self):
        from wagtail.models import Collection, get_root_collection_id

        if self.person is None:
            return Collection.objects.get(pk=get_root_collection_id())
        return policy_registry.get_by_type(Photo).collections_user_has_permission_for(self.person, "add").first()
