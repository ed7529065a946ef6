"""A record to look at."""

from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.views import generic


class InspectView(generic.InspectView):
    """In words and in the reader's time: Wagtail's own prints True, None and UTC."""

    def get_field_display_value(self, field_name, field):
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, datetime):
            return localtime(value)
        return "-" if value in (None, "") else value
