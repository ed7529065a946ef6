"""What the pages of the second factor ask."""

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.second_factor.policy import DIGITS, check_code, device_of


class CodeInput(forms.TextInput):
    """Never shows a wrong code again: the next is another. `inputmode` only proposes a keyboard."""

    def __init__(self, **attrs):
        super().__init__({"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", **attrs})

    def format_value(self, value) -> None:
        return None


class _PersonsForm(forms.Form):
    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request


class CodeForm(_PersonsForm):
    """After the password."""

    code = forms.CharField(
        label=_("Six digits, or a recovery code"),
        max_length=32,
        widget=CodeInput(autofocus=True, autocapitalize="none"),
    )

    def clean_code(self) -> str:
        check_code(self.request.user, self.cleaned_data["code"])
        return ""


class ProofForm(_PersonsForm):
    """That it is still the same person: by the password, or by a code of this half minute."""

    proof = forms.CharField(
        label=_("Your password, or a current code"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_proof(self) -> str:
        proof, person = self.cleaned_data["proof"], self.request.user
        if DIGITS.fullmatch(proof):  # passwords are longer
            check_code(person, proof)
        elif not authenticate(self.request, username=person.get_username(), password=proof):
            raise ValidationError(_("Neither your password nor a current code."))
        return ""


class SetUpForm(ProofForm):
    """The first code; of those who change to another phone also a proof."""

    field_order = ("code", "proof")

    code = forms.CharField(
        label=_("The six digits that the app shows"),
        max_length=32,
        widget=CodeInput(),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if device_of(self.request.user) is None:
            del self.fields["proof"]


class KeptForm(_PersonsForm):
    kept = forms.BooleanField(label=_("I have kept these codes where I find them without my phone"))
