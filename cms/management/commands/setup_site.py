"""Languages, trees, roles and workflow; run at every start."""

from django.core.management.base import BaseCommand

from cms.site_setup import ensure_site


class Command(BaseCommand):
    help = "Makes what every installation needs and is missing: languages, page trees, roles, workflow."

    def handle(self, *args, **options):
        site = ensure_site()
        self.stdout.write(f"Site ready: {site.root_page.title}")
