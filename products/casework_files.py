"""Files that belong to a case and not to the public: their own collection, names nobody can guess.

The collection is a second root, because a right on the first root holds for all below it: authors may
choose every picture there. Roots are kept in the order of their names, and Wagtail takes the first one for
the collection of everything, so the name must come after “Root” in every collation. Documents in
it are handed out to the people of the groups alone; pictures have no such door in Wagtail, so their names are random.
"""

import hashlib
import io
from uuid import uuid4

from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from products.files import check_pdf, check_picture
from products.models import Photo

NAME = "Unpublished casework"


def casework_collection() -> Collection:
    """The collection, made with its door closed where it is missing."""
    found = Collection.objects.filter(depth=1, name=NAME).first()
    if found is None:
        Collection.get_first_root_node() or Collection.add_root(name="Root")
        found = Collection.add_root(name=NAME)
    # Without a group beside it, this lets superusers in and nobody else.
    CollectionViewRestriction.objects.get_or_create(collection=found, restriction_type=CollectionViewRestriction.GROUPS)
    return found


def photo_of(file, *, title: str, collection: Collection, person=None) -> Photo:
    """An unsaved photo of a checked upload, under a random name."""
    file.name = f"{uuid4().hex}.{check_picture(file)}"
    return Photo(title=title, file=file, collection=collection, uploaded_by_user=person)


def document_of(file, *, title: str, collection: Collection, person=None) -> Document:
    """An unsaved document of a checked PDF, under a random name."""
    check_pdf(file)
    file.name = f"{uuid4().hex}.pdf"
    return Document(title=title, file=file, collection=collection, uploaded_by_user=person)


def sha256_of(file: io.IOBase) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest
