"""Fields of the editor with counters below them: how long the text is for each channel."""

import json

from django.forms import Media
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.panels import FieldPanel, TitleFieldPanel

from stories.text_limits import text_limits


class _Counted:
    """A bound panel whose input is followed by its counters; the rest is `channel-limits.js`."""

    def get_editable_context_data(self):
        context = super().get_editable_context_data()
        limits = text_limits(self.field_name)
        if not limits:
            return context
        counters = render_to_string(
            "stories/admin/channel_limits.html",
            {"field": self.bound_field.id_for_label, "limits": json.dumps(limits), "words": json.dumps(words())},
        )
        return {**context, "rendered_field": format_html("{}{}", context["rendered_field"], counters)}

    @property
    def media(self) -> Media:
        return super().media + Media(js=["stories/channel-limits.js"], css={"all": ["stories/channel-limits.css"]})


class CountedFieldPanel(FieldPanel):
    class BoundPanel(_Counted, FieldPanel.BoundPanel):
        pass


class CountedTitlePanel(TitleFieldPanel):
    class BoundPanel(_Counted, TitleFieldPanel.BoundPanel):
        pass


def words() -> dict:
    """What the counters say; `{n}` and `{name}` are filled in the browser."""
    return {
        "over": pgettext("length of a text", "{n} over"),
        "short": pgettext("length of a text", "{n} short"),
        "crossed": _("{name}: over the limit."),
        "within": _("{name}: within the limit."),
        "units": {
            "chars": "",
            "cjk_width": pgettext("length of a text", "columns"),
            "bytes": pgettext("length of a text", "bytes"),
        },
    }
