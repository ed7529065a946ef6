"""What the case page shows of the visit, and whether this person may go on with it."""

from typing import Any

from django.db.models import Prefetch

from products.models import Measurement, Photo, Verification, VisitPhoto
from products.permissions import may
from products.visit_files import documents_of

THUMBNAIL = "max-330x330|format-jpeg"


def visit_record(verification: Verification, person) -> dict[str, Any]:
    """The standing visit with all it brought, in a number of queries that does not grow; empty without one."""
    visit = (
        verification.visits.filter(stands=True)
        .select_related("inspector")
        .prefetch_related(
            Prefetch("photos", VisitPhoto.objects.prefetch_related("people")),
            Prefetch("photos__photo", Photo.objects.prefetch_renditions(THUMBNAIL)),
            Prefetch("measurements", Measurement.objects.select_related("evidence", "carried_from")),
            "people",
        )
        .first()
    )
    may_visit = may(person, "visit", verification)
    if visit is None and not may_visit:
        return {}
    return {
        "visit": visit,
        "may_visit": may_visit,
        "documents": documents_of(visit) if visit else [],
        "sees_people": person.has_perm("products.view_personmet"),
        "may_withdraw": person.has_perm("products.change_personmet"),
    }
