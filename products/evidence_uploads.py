"""From an uploaded file to a piece of evidence."""

from django.db import transaction
from wagtail.documents.models import Document

from products import services
from products.files import is_pdf
from products.models import Evidence, Photo, Verification
from products.permissions import forbidden


def add_uploaded_evidence(
    verification: Verification, person, *, title_zh: str, title_en: str, file, consent_note: str = ""
) -> Evidence:
    """Store `file` as a photo or a document and attach it. A refusal leaves no file behind."""
    refusal = forbidden(person, "evidence", verification)
    if refusal:
        raise refusal
    title = (title_zh or title_en)[:120]
    if is_pdf(file):
        stored = Document(title=title, file=file, uploaded_by_user=person)
        kind = "document"
    else:
        stored = Photo(
            title=title,
            file=file,
            alt_zh=title_zh,
            alt_en=title_en,
            consent_note=consent_note,
            uploaded_by_user=person,
        )
        kind = "photo"
    try:
        with transaction.atomic():
            stored.save()
            return services.add_evidence(verification, person, title_zh=title_zh, title_en=title_en, **{kind: stored})
    except Exception:
        if stored.file._committed:
            stored.file.storage.delete(stored.file.name)
        raise
