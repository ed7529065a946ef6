"""Languages, trees, roles, workflow and places; run at every start."""

from django.core.management.base import BaseCommand

from cms.site_setup import ensure_site
from products.place_data import load_places


class Command(BaseCommand):
    help = "Makes what every installation needs and is missing: languages, page trees, roles, workflow, places."

    def handle(self, *args, **options):
        site = ensure_site()
        load_places()
        self.stdout.write(f"Site ready: {site.root_page.title}")
