"""The dialogue that copies a page, without the boxes that would publish the copy."""

from wagtail.admin.forms.pages import CopyForm


class DraftCopyForm(CopyForm):
    """Wagtail offers both boxes to whoever may publish anywhere; the gate would refuse them afterwards."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
