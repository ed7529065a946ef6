"""The facts check: what a machine makes sure of before a person reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from stories.readiness import Finding

_CHECKS = (
    ("products", _("Every product is verified today"), {"story.product_unverified"}),
    ("facts", _("Every printed fact is confirmed today"), {"story.fact_not_confirmed"}),
    ("consents", _("Everybody shown has agreed to it"), {"story.consent_withdrawn"}),
)


@dataclass(frozen=True, slots=True)
class Check:
    key: str
    name: str
    passed: bool


def fact_checks(findings: Iterable[Finding]) -> list[Check]:
    """The three checks by what `stories.rules.story_findings` found; the findings themselves say where."""
    codes = {finding.code for finding in findings if finding.weight == "block"}
    return [Check(key, name, not codes & failing) for key, name, failing in _CHECKS]
