"""Evidence files: what is taken, and the digests that prove it unchanged."""

import hashlib
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from products.errors import Refused
from products.files import check_pdf, check_picture
from products.models import Verification


def checked_digest(*, photo=None, document=None) -> str:
    """SHA-256 of the file's bytes, after its kind and size were checked by content. Raises `Refused`."""
    if (photo is None) == (document is None):
        raise Refused("evidence.one_file", _("Add either one photo or one PDF file."))
    source, check = (photo, check_picture) if photo is not None else (document, check_pdf)
    # The stored bytes, not those of an upload that may still lie in memory beside them.
    with source.file.storage.open(source.file.name, "rb") as file:
        check(file)
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()


def evidence_digest(verification: Verification) -> str:
    """One digest over all evidence of a verification: SHA-256 of the files' digests, a line each, oldest first."""
    return digest_of(verification.evidence.order_by("id").values_list("sha256", flat=True))


def digest_of(digests: Iterable[str]) -> str:
    """The same over digests that are already at hand, in the order of the evidence's ids."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()
