"""`manage.py lapse_due`: lapse verifications whose last day has passed. Run once a day, and at every start."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from products import services


class Command(BaseCommand):
    help = "Lapse verifications whose last day has passed; what carries those products follows."

    def handle(self, *args, **options) -> None:
        try:
            lapsed = services.lapse_due()
        except ExceptionGroup as failures:
            said = ngettext(
                "%(count)d verification could not be lapsed; the log says why.",
                "%(count)d verifications could not be lapsed; the log says why.",
                len(failures.exceptions),
            )
            raise CommandError(said % {"count": len(failures.exceptions)}) from failures
        for product in lapsed:
            self.stdout.write(_("Lapsed: %(product)s (%(code)s)") % {"product": product, "code": product.code})
        said = ngettext("%(count)d verification lapsed.", "%(count)d verifications lapsed.", len(lapsed))
        self.stdout.write(said % {"count": len(lapsed)})
