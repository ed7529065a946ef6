"""Public pages kept as files: throw them away, look for strays, print the headers for nginx."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.baking import following, index, reconcile
from home.baking.nginx import headers


class Command(BaseCommand):
    help = "Follows what changed and removes files that have no business there; the scheduler runs it. Safe to repeat."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--follow", action="store_true", help="only follow what changed and nobody followed")
        parser.add_argument("--all", action="store_true", help="throw all pages away, e.g. after a deployment")
        parser.add_argument("--compare", type=int, default=reconcile.SAMPLE, help="so many pages with Django's answers")
        parser.add_argument("--nginx", action="store_true", help="print the headers that nginx has to add")

    def handle(self, *args, follow: bool, all: bool, compare: int, nginx: bool, **options) -> None:
        if not following.is_on():
            raise CommandError(_("No pages are kept: BAKED_PAGES is off."))
        if nginx:
            self.stdout.write(headers(), ending="")
        elif all:
            count = following.throw_away([index.ALL])
            self.stdout.write(
                ngettext("%(count)s page thrown away.", "%(count)s pages thrown away.", count) % {"count": count}
            )
        elif follow:
            following.follow()
        else:
            found = reconcile.reconcile(compare)
            self.stdout.write(
                _("%(followed)s changes followed late, %(strays)s strays removed, %(different)s pages differed.")
                % {"followed": found.followed, "strays": found.strays, "different": found.different}
            )
