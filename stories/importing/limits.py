"""What a text to import may be. Every limit is tested before the part that it guards is parsed."""

from django.utils.translation import gettext_lazy as _

from products.errors import Refused

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 300_000
MAX_TAGS = 60_000
MAX_DEPTH = 1_000
MAX_PICTURES = 100
MAX_PARTS = 2_000
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
# mammoth holds the whole of a document's XML as a tree, some thirty times its size.
MAX_XML_BYTES = 12 * 1024 * 1024


def check_bytes(data: bytes) -> None:
    if not data.strip():
        raise Refused("import.empty", _("The file is empty."))
    if len(data) > MAX_BYTES:
        raise Refused(
            "import.too_large",
            _("The file has %(size)d MB; at most %(limit)d MB are taken.")
            % {"size": -(-len(data) // 1024**2), "limit": MAX_BYTES // 1024**2},
        )


def check_markup(html: str) -> None:
    if html.count("<") > MAX_TAGS:
        raise Refused("import.too_many_parts", _("The text is made of too many pieces. Import it in several parts."))


def check_characters(count: int) -> None:
    if count > MAX_CHARACTERS:
        raise Refused(
            "import.too_long",
            _("The text has %(count)d characters; at most %(limit)d are taken. Import it in several parts.")
            % {"count": count, "limit": MAX_CHARACTERS},
        )


def too_deep() -> Refused:
    return Refused("import.too_deep", _("The text is nested too deeply to be read."))
