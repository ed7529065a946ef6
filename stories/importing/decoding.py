"""Bytes into text: UTF-8, what a page declares, GB18030, in this order."""

import codecs

from bs4.dammit import EncodingDetector
from django.utils.translation import gettext_lazy as _

from products.errors import Refused

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What a page may say of itself; anything else, Python's own `unicode_escape` say, is not tried.
_DECLARED = frozenset(("gb2312", "gbk", "gb18030", "big5", "hz", "windows-1252", "iso-8859-1", "shift_jis", "euc-kr"))


def decode(data: bytes, *, is_html: bool) -> str:
    """Raises Refused for what is no text in an encoding we know."""
    encodings = [encoding for mark, encoding in _MARKS if data.startswith(mark)] or ["utf-8"]
    if is_html and encodings == ["utf-8"]:
        declared = (EncodingDetector.find_declared_encoding(data[:4096], is_html=True) or "").lower()
        # Pages that say gb2312 are mostly written in its larger sister.
        encodings += ["gb18030" if declared in ("gb2312", "gbk") else declared] if declared in _DECLARED else []
    for encoding in (*encodings, "gb18030"):
        try:
            text = data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
        if "\0" not in text:
            return text
    raise Refused("import.encoding", _("This is not a text in UTF-8 or GB18030. Save it as UTF-8 and try again."))
