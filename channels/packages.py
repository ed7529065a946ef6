"""A package: everything an operator needs to put one edition out by hand, as a ZIP; of a draft, to look at.

The same edition gives the same bytes: fixed order, fixed timestamps. Every file is hashed while it
is packed, so that a file that was changed in storage is found out instead of handed on.
"""

import hashlib
import json
import tempfile
import zipfile
from typing import IO

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from channels import adapters, messages
from channels.envelope import as_text, finding_from, loss_from
from channels.models import Edition, RenderedAsset

EPOCH = (1980, 1, 1, 0, 0, 0)
IN_MEMORY = 8 * 1024 * 1024
CHUNK = 1024 * 1024
READABLE = 0o644 << 16


class IncompletePackage(Exception):
    """A file of the edition is gone from storage, or is no longer what it was."""


def package_name(edition: Edition) -> str:
    return f"{edition.channel}-{edition.story_id}-v{edition.release.version}.zip"


def draft_name(channel: str, story_id: int) -> str:
    return f"{channel}-{story_id}-draft.zip"


def write_package(edition: Edition) -> IO[bytes]:
    """Return the ZIP as a file at its beginning. Raises `IncompletePackage`."""
    return write_envelope(edition.envelope)


def write_envelope(text: str) -> IO[bytes]:
    """The same of an envelope's text, which may be that of a draft."""
    envelope = json.loads(text)
    rows = _rows(envelope)
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the caller closes it
    sums: list[tuple[str, str]] = []
    with zipfile.ZipFile(out, "w") as package:
        _write_text(package, "README.txt", readme(envelope), sums)
        _write_text(package, "payload.json", as_text(envelope["payload"]), sums)
        _write_text(package, "envelope.json", text, sums)
        for row in rows:
            _write_asset(package, row, sums)
        lines = "".join(f"{digest}  {name}\n" for name, digest in sums)
        package.writestr(_info("checksums.txt", zipfile.ZIP_DEFLATED), lines)
    out.seek(0)
    return out


def _rows(envelope: dict) -> list[RenderedAsset]:
    """The rows of the envelope's assets, each file once, by name."""
    names = {asset["name"] for asset in envelope["assets"]}
    rows = {row.name: row for row in RenderedAsset.objects.filter(name__in=names)}
    if names - rows.keys():
        raise IncompletePackage(", ".join(sorted(names - rows.keys())))
    return [rows[name] for name in sorted(rows)]


def _info(name: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = method
    info.external_attr = READABLE
    # Otherwise the operating system the package was made on would change the bytes.
    info.create_system = 3
    return info


def _write_text(package: zipfile.ZipFile, name: str, text: str, sums: list[tuple[str, str]]) -> None:
    data = text.encode()
    package.writestr(_info(name, zipfile.ZIP_DEFLATED), data)
    sums.append((name, hashlib.sha256(data).hexdigest()))


def _write_asset(package: zipfile.ZipFile, row: RenderedAsset, sums: list[tuple[str, str]]) -> None:
    name = f"assets/{row.name}"
    info = _info(name, zipfile.ZIP_STORED)
    info.file_size = row.bytes
    digest = hashlib.sha256()
    try:
        with row.file.open("rb") as source, package.open(info, "w") as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                target.write(chunk)
    except OSError as error:
        raise IncompletePackage(row.name) from error
    if digest.hexdigest() != row.sha256:
        raise IncompletePackage(row.name)
    sums.append((name, row.sha256))


def readme(envelope: dict) -> str:
    """What to do with the package, in Chinese and then in English."""
    return "\n\n".join(_readme(envelope, code) for code, _name in settings.LANGUAGES)


def _readme(envelope: dict, language: str) -> str:
    spec = adapters.adapter_for(envelope["channel"]).spec
    with translation.override(language):
        return render_to_string(
            "channels/package_readme.txt",
            {
                "envelope": envelope,
                "channel": messages.channel_name(spec),
                "status_note": messages.status_note(spec),
                "losses": [messages.loss_message(loss_from(loss)) for loss in envelope["losses"]],
                "findings": [messages.message(finding_from(finding)) for finding in envelope["findings"]],
            },
        )
