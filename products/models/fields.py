"""Whole numbers of the smallest unit, fen and grams, typed and shown as yuan and kilograms."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db import models

# Of a column of the database, on PostgreSQL.
LARGEST = 2_147_483_647


class CustomaryUnitFormField(forms.DecimalField):
    """Typed in yuan or kilograms, cleaned to an integer of fen or grams: with two places, "28.5" is 2850."""

    def __init__(self, *, decimal_places: int, **kwargs: Any) -> None:
        kwargs.setdefault("max_value", Decimal(LARGEST).scaleb(-decimal_places))
        super().__init__(decimal_places=decimal_places, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        # What was typed comes back as it was typed.
        return Decimal(value).scaleb(-self.decimal_places) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        return None if typed is None else int(typed.scaleb(self.decimal_places))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class SmallestUnitField(models.PositiveIntegerField):
    """A positive integer; to the database a plain one. `places` lie between its unit and the one that people type."""

    places: int

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(
            **{"form_class": CustomaryUnitFormField, "decimal_places": self.places, "min_value": 0, **kwargs}
        )

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.PositiveIntegerField", args, kwargs


class FenField(SmallestUnitField):
    """Typed in yuan."""

    places = 2


class GramsField(SmallestUnitField):
    """Typed in kilograms."""

    places = 3
