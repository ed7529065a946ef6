"""What the next visit of a case takes from the one that was sent back: people and measured facts, marked as such."""

import uuid

from products.models import Measurement, PersonMet, Visit

PERSON_FIELDS = ("name", "role_zh", "role_en", "may_picture", "may_name", "consent_form", "consented_on")
MEASURED_FIELDS = ("key", "label_zh", "label_en", "value_zh", "value_en", "unit", "method", "evidence")


def carry_over(earlier: Visit, visit: Visit) -> None:
    """Photos stay where they were taken. Whoever withdrew their consent is not carried on."""
    for met in earlier.people.filter(withdrawn_at__isnull=True):
        fields = {name: getattr(met, name) for name in PERSON_FIELDS}
        PersonMet.objects.create(visit=visit, key=uuid.uuid4(), carried_from=met, **fields)
    for fact in earlier.measurements.select_related("evidence"):
        fields = {name: getattr(fact, name) for name in MEASURED_FIELDS}
        Measurement.objects.create(visit=visit, carried_from=fact.carried_from or earlier, **fields)
