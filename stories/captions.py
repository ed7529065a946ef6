"""Caption files: small, UTF-8, and WebVTT by their first line."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 1024 * 1024


def check_captions(file) -> None:
    """Validator of caption files. Raises `ValidationError` with what is wrong."""
    if file.size > MAX_BYTES:
        raise ValidationError(_("A caption file may have at most 1 MB."), code="captions.too_large")
    file.seek(0)
    head = file.read()
    file.seek(0)
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("A caption file must be in UTF-8."), code="captions.encoding") from error
    first = text.split("\n", 1)[0].rstrip("\r")
    if first != "WEBVTT" and not first.startswith(("WEBVTT ", "WEBVTT\t")):
        raise ValidationError(_("A caption file must begin with the line WEBVTT."), code="captions.not_webvtt")
