"""The upload form of documents."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from products.admin.file_errors import OneReasonForm
from products.errors import Refused
from products.files import check_document
from products.models import Evidence


class DocumentForm(OneReasonForm, BaseDocumentForm):
    """Checks the file by content, and leaves the file of a piece of evidence alone."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        if self.instance.pk and Evidence.objects.filter(document=self.instance.pk).exists():
            raise ValidationError(_("This file is evidence and stays as it is. Add a new one beside it."), "evidence")
        try:
            check_document(file)
        except Refused as refusal:
            raise ValidationError(refusal.message, code=refusal.code) from refusal
        return file
