"""Background tasks of this room."""

from urllib.parse import urlsplit

from django.conf import settings
from django_tasks import task
from wagtail.contrib.frontend_cache.utils import purge_urls_from_cache


@task()
def forget_in_front(places: list[str]) -> None:
    """Ask Wagtail's `frontend_cache` to forget `<host>/<path>` addresses."""
    scheme = urlsplit(settings.SITE_URL).scheme
    purge_urls_from_cache([f"{scheme}://{place}/" for place in places])


@task()
def forget_cards(story_ids: list[int]) -> int:
    from home.sharing.cards import forget

    return forget(story_ids)


@task()
def forget_cards_of_product(product_id: int) -> int:
    from home.sharing.cards import forget
    from stories.releases import live_releases

    return forget(list(live_releases().filter(carried__product=product_id).values_list("story", flat=True)))
