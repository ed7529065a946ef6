"""The order in which the demo comes to be."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import transaction

from home.baking import following
from home.together import gather
from products.models import User

from . import brands, campaign, cases, goods, pictures, records, stories

# One person per role; the password is everybody's.
LOGINS = ("recommender", "inspector", "confirmer", "author", "editor", "operator", "analyst", "grower", "admin")


def load(password: str, say: Callable[[str], object], *, sizes: bool = True) -> None:
    """Load what is missing. Photos and pages are looked up by name, so a broken-off load goes on where it was."""
    if User.objects.filter(username="admin").exists() and campaign.is_loaded():
        records.load_people(password)
        return
    say("Loading the demo content (once) ...")
    with following.all_at_once():
        _load(password, say, sizes)


def _load(password: str, say: Callable[[str], object], sizes: bool) -> None:
    load_people(password)
    photos = pictures.load_photos()
    if sizes:
        pictures.make_sizes(photos)
    films = pictures.load_films(photos)
    products = goods.load_products(photos)
    marks = brands.load_brands(photos, products)
    say(f"  {len(products)} products, {len(photos)} pictures, {len(films)} videos")
    say(f"  {cases.load_cases()} cases in progress")
    stories.Publisher(photos, films, products, marks).publish_all()
    say("  stories written and approved")
    report = campaign.load()
    gather()
    # The worker comes to it after a thousand other things, and who tries the demo tries the search first.
    call_command("update_index", verbosity=0)
    say(f"  {report.rows} order rows imported")


@transaction.atomic
def load_people(password: str) -> None:
    """Organisations and people: all that a new installation needs to be worked in."""
    records.load_organisations()
    records.load_people(password)
