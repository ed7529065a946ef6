"""The form of a confirmation: each fact is decided, old and new words side by side."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from products import confirmations
from products.admin.step_forms import MAX_NOTE, NotesForm
from products.assessments import standing
from products.confirmations import Candidate, Choice, Decision
from products.models import AssessmentResult, Verification


@dataclass(frozen=True)
class FactRow:
    candidate: Candidate
    choice: forms.BoundField
    reason: forms.BoundField
    words: forms.BoundField


class ConfirmForm(NotesForm):
    """`cleaned_data` are the arguments of `products.services.confirm`."""

    valid_until = forms.DateField(
        label=_("Valid until"),
        widget=AdminDateInput,
        help_text=_("After this day the verification lapses, and with it what carries the product."),
    )
    field_order = ("on", "valid_until", "note_zh", "note_en")

    def __init__(self, *args, verification: Verification, **kwargs):
        super().__init__(*args, **kwargs)
        self.hindrance = confirmations.hindrance(verification)
        self.candidates = confirmations.candidates(verification)
        self.assessment = standing(verification)
        for candidate in self.candidates:
            self._add(candidate)
        if self.assessment and self.assessment.result == AssessmentResult.CONDITIONAL:
            self.fields["conditions_accepted"] = forms.BooleanField(
                label=_("I have read the conditions; they are met or will be."),
                error_messages={"required": _("Read the conditions of the assessment, then tick here.")},
            )

    @property
    def rows(self) -> list[FactRow]:
        return [
            FactRow(one, self[f"choice-{one.key}"], self[f"reason-{one.key}"], self[f"words-{one.key}"])
            for one in self.candidates
        ]

    @property
    def other_hidden_fields(self) -> list[forms.BoundField]:
        """Those that do not belong to a fact's row."""
        return [hidden for hidden in self.hidden_fields() if not hidden.name.startswith("words-")]

    def clean_valid_until(self):
        day = self.cleaned_data["valid_until"]
        if day < timezone.localdate():
            raise ValidationError(_("This day has already passed."))
        return day

    def clean(self):
        cleaned = super().clean()
        cleaned["facts"] = {}
        for candidate in self.candidates:
            choice, reason, words = (
                cleaned.pop(f"{name}-{candidate.key}", None) for name in ("choice", "reason", "words")
            )
            if choice and choice != Choice.ACCEPT and not reason:
                self.add_error(f"reason-{candidate.key}", _("Say why; the reason is kept."))
            if choice and words and words != candidate.digest:
                self.add_error(
                    f"choice-{candidate.key}", _("This fact was changed while you had the page open. Look at it again.")
                )
            cleaned["facts"][candidate.key] = Decision(choice or "", reason or "", words or "")
        return cleaned

    def _add(self, candidate: Candidate) -> None:
        self.fields[f"choice-{candidate.key}"] = forms.ChoiceField(
            label=candidate.label,
            choices=[(choice.value, _choice_label(candidate, choice)) for choice in candidate.choices],
            widget=forms.RadioSelect,
            error_messages={"required": _("Decide about this fact.")},
        )
        self.fields[f"reason-{candidate.key}"] = forms.CharField(
            label=_("Reason, unless you confirm it"),
            required=False,
            max_length=MAX_NOTE,
            widget=AdminAutoHeightTextInput(attrs={"rows": 1}),
        )
        self.fields[f"words-{candidate.key}"] = forms.CharField(
            required=False, max_length=16, initial=candidate.digest, widget=forms.HiddenInput
        )


def _choice_label(candidate: Candidate, choice: Choice):
    if choice == Choice.ACCEPT and candidate.changes:
        return _("Confirm the new value")
    return choice.label
