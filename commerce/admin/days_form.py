"""From which days figures are shown: two days in China, or one of the spans people ask for."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.windows import Window


class DaysForm(forms.Form):
    """`from` and `to`, either left open; the browser's own date fields, which phones know."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # `from` is a keyword of Python and cannot be declared as an attribute.
        for name, label in (("from", gettext_lazy("From")), ("to", gettext_lazy("Until"))):
            widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            self.fields[name] = forms.DateField(label=label, required=False, widget=widget)

    def clean(self) -> dict:
        days = super().clean()
        start, end = days.get("from"), days.get("to")
        if start and end and end < start:
            self.add_error("to", _("The last day lies before the first."))
        return days

    def window(self) -> Window:
        """All time where the form is empty or wrong."""
        days = self.cleaned_data if self.is_valid() else {}
        return Window(days.get("from"), days.get("to"))


def spans(window: Window) -> list[tuple[str, str, bool]]:
    """The usual spans: name, query of the address, whether it is `window`."""
    today = timezone.localdate()
    known = [
        (_("All time"), Window()),
        (_("Last 7 days"), Window(today - timedelta(days=6), today)),
        (_("Last 30 days"), Window(today - timedelta(days=29), today)),
        (_("This year"), Window(today.replace(month=1, day=1), today)),
    ]
    return [(name, query_of(span), span == window) for name, span in known]


def query_of(window: Window) -> str:
    """The window as the query of an address."""
    days = (("from", window.start), ("to", window.end))
    return "&".join(f"{name}={day.isoformat()}" for name, day in days if day)
