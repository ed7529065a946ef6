"""One reason for one file: what a form says when its file is refused."""

from django.core.exceptions import NON_FIELD_ERRORS


class OneReasonForm:
    """Mixin of upload forms. Once the file is refused the model sees none, and would complain of its ending too."""

    def _post_clean(self):
        refused = list(self.errors.get("file", []))
        super()._post_clean()
        if refused:
            self._errors["file"] = self.error_class(refused, renderer=self.renderer)
            self._errors.pop(NON_FIELD_ERRORS, None)
