"""Whole numbers of the smallest unit: fen, grams."""

import re

from django import forms
from django.db import models


class WholeNumberFormField(forms.IntegerField):
    """Django's own takes "28.00" for 28. In fen that would be a hundredth of what was meant."""

    re_decimal = re.compile(r"(?!)")


class SmallestUnitField(models.PositiveIntegerField):
    """A positive integer whose form takes no decimal point. To the database it is a plain one."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": WholeNumberFormField, **kwargs})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.PositiveIntegerField", args, kwargs
