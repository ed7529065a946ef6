"""What was made for channels of photos that are withheld: removed as soon as nothing that is out shows it."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from channels import rendered_assets
from channels.models import Edition, EditionState, RenderedAsset
from products.withheld_photos import withheld_photos


@transaction.atomic
def forget() -> int:
    """Delete rows and files of withheld photos that no current edition names; return how many rows. Safe to repeat.

    Until a story is corrected its editions go on naming the file: a channel that checks what it took would otherwise
    find the whole story broken.
    """
    sources = {source for photo in withheld_photos() for source in rendered_assets.sources_of(photo)}
    out = Edition.objects.filter(current=True, state=EditionState.READY)
    rows = RenderedAsset.objects.filter(source__in=sources)
    gone = [row for row in rows if not out.filter(envelope__contains=row.name).exists()]
    RenderedAsset.objects.filter(pk__in=[row.pk for row in gone]).delete()
    # The same bytes may have been made of another photo as well.
    files = {row.file.name for row in gone}
    files -= set(RenderedAsset.objects.filter(file__in=files).values_list("file", flat=True))
    for name in files:
        transaction.on_commit(partial(default_storage.delete, name))
    return len(gone)
