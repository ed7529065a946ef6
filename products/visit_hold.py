"""What every change of a visit has in common: the lock, whose visit it is, and the limits of its rows."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from products.casework import check, lock
from products.errors import Refused
from products.models import Verification, Visit


def hold(visit: Visit, person) -> Verification:
    """Lock the case and read the visit anew; refuse whoever may not write in it now. Returns the case."""
    lock(visit.verification)
    visit.refresh_from_db(from_queryset=Visit.objects.select_related("verification__product", "inspector"))
    verification = visit.verification
    check(person, "visit", verification)
    if not visit.stands or visit.finished_at:
        raise Refused("visit.finished", _("This visit is finished and is not changed any more."))
    if visit.inspector_id != person.pk:
        raise taken_by(visit.inspector)
    return verification


def checked(row) -> None:
    """Refuse what breaks a limit of the row's own fields, with the field's name."""
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        names = {field.name: str(getattr(field, "verbose_name", field.name)) for field in row._meta.get_fields()}
        lines = [f"{names.get(name, name)}: {' '.join(texts)}" for name, texts in error.message_dict.items()]
        raise Refused("visit.invalid", " ".join(lines)) from error


def taken_by(person) -> Refused:
    return Refused("visit.taken", _("%(person)s is on this visit.") % {"person": person})
