"""Packed files (.docx, .zip), looked through before anything in them is parsed."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from django.utils.translation import gettext_lazy as _

from products.errors import Refused
from stories.importing.limits import MAX_PARTS, MAX_UNPACKED_BYTES, MAX_XML_BYTES


def damaged() -> Refused:
    return Refused("import.damaged", _("The file is damaged or was cut off. Save it again and try once more."))


def unpacks_too_far() -> Refused:
    return Refused("import.unpacks_too_far", _("The file unpacks to far more than a text needs."))


class Archive:
    """A zip file whose unpacked size is within the limits, counted and not as it claims."""

    def __init__(self, data: bytes):
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            self.parts = [part for part in self.zip.infolist() if not part.is_dir()]
        except Exception as error:
            # A damaged archive surfaces as BadZipFile, ValueError, struct.error and more.
            raise damaged() from error
        if len(self.parts) > MAX_PARTS or sum(part.file_size for part in self.parts) > MAX_UNPACKED_BYTES:
            raise unpacks_too_far()
        if any(part.flag_bits & 1 for part in self.parts):
            raise Refused("import.locked", _("The file is locked with a password. Save it without one."))

    @property
    def names(self) -> list[str]:
        return [part.filename for part in self.parts]

    def read(self, name: str) -> bytes | None:
        if name not in self.names:
            return None
        try:
            return self.zip.read(name)
        except Exception as error:
            raise damaged() from error

    def xml_parts(self) -> Iterator[tuple[str, Element]]:
        """Each XML part as a tree; a part that declares a document type or entities is refused.

        Its size is limited first: a reader holds all of it in memory.
        """
        parts = [part for part in self.parts if part.filename.lower().endswith((".xml", ".rels"))]
        if sum(part.file_size for part in parts) > MAX_XML_BYTES:
            raise unpacks_too_far()
        for part in parts:
            try:
                yield part.filename, ElementTree.fromstring(self.zip.read(part), forbid_dtd=True)
            except Exception as error:
                raise damaged() from error
