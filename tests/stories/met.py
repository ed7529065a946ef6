"""Somebody met on a visit, for tests."""

import uuid

from django.utils import timezone

from products.models import PersonMet, Product, Visit


def person_met(people, product: Product, **fields) -> PersonMet:
    """A person of the product's newest visit, which is finished. They agreed to name and picture unless said."""
    verification = product.current_verification
    visit = Visit.objects.filter(verification=verification, stands=True).first()
    if visit is None:
        visit = Visit.objects.create(verification=verification, inspector=people["inspector"])
    if visit.finished_at is None:
        visit.finished_at = timezone.now()
        visit.save()
    said = {"name": "田阿妹", "role_zh": "种植户", "role_en": "grower", "may_name": True, "may_picture": True}
    return PersonMet.objects.create(visit=visit, key=uuid.uuid4(), **{**said, **fields})
