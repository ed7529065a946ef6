"""`manage.py remind_due`: tell people which verifications end soon. Run often; nobody is told twice."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from products import watch


class Command(BaseCommand):
    help = "Write reminders 30, 7 and 1 days before a verification ends."

    def handle(self, *args, **options) -> None:
        try:
            given = watch.remind_due()
        except ExceptionGroup as failures:
            said = ngettext(
                "%(count)d reminder could not be written; the log says why.",
                "%(count)d reminders could not be written; the log says why.",
                len(failures.exceptions),
            )
            raise CommandError(said % {"count": len(failures.exceptions)}) from failures
        for reminder in given:
            product = reminder.verification.product
            self.stdout.write(_("Reminded: %(product)s (%(code)s)") % {"product": product, "code": product.code})
        said = ngettext("%(count)d reminder written.", "%(count)d reminders written.", len(given))
        self.stdout.write(said % {"count": len(given)})
