"""Which stories may stand on channels now: live, newest release, every product verified today.

And by the very verification that was given with the release: after a newer one, what went out names days and
people that are overtaken, and the story is issued again (`stories.reissue`).
"""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from channels import adapters, messages
from channels.models import Edition, EditionState
from products.models import Product, VerificationState
from stories.models import Release, ReleaseProduct
from stories.releases import confirmed_anew, live_releases


def fallen_products() -> QuerySet[Product]:
    """Products whose verification does not hold today (China time)."""
    holding = Product.objects.filter(
        current_verification__state=VerificationState.CONFIRMED,
        current_verification__valid_until__gte=timezone.localdate(),
    )
    return Product.objects.exclude(pk__in=holding.values("pk"))


def standing_releases() -> QuerySet[Release]:
    """The newest release of each live story, where no carried product has fallen."""
    carried = ReleaseProduct.objects.filter(release=OuterRef("pk"))
    fallen = carried.filter(product__in=fallen_products())
    return live_releases().filter(~Exists(fallen), ~Exists(carried.filter(confirmed_anew())))


def is_newest(release: Release) -> bool:
    return not Release.objects.filter(story_id=release.story_id, version__gt=release.version).exists()


def stands(release: Release) -> bool:
    return standing_releases().filter(pk=release.pk).exists()


def current_channels(story_ids: list[int]) -> dict[int, list[tuple[str, int]]]:
    """By story: the channels it stands on now, with the version of the release that they show; one query."""
    names = {adapter.key: messages.channel_name(adapter.spec) for adapter in adapters.ADAPTERS}
    editions = Edition.objects.filter(story_id__in=story_ids, current=True).order_by("channel")
    found: dict[int, list[tuple[str, int]]] = {}
    for story, channel, version in editions.values_list("story_id", "channel", "release__version"):
        found.setdefault(story, []).append((names.get(channel, channel), version))
    return found


def stories_on(channel: str) -> QuerySet:
    """Ids of the stories that a channel carries now."""
    return Edition.objects.filter(channel=channel, current=True).values("story_id")


def stories_blocked(channel: str = "") -> QuerySet:
    """Ids of live stories of which a channel could not take the newest release; on any channel by default."""
    return _blocked(channel).values("story_id")


def blocking_channels(story_ids: list[int]) -> dict[int, list[str]]:
    """By story: the names of the channels that could not take its newest release; one query."""
    names = {adapter.key: messages.channel_name(adapter.spec) for adapter in adapters.ADAPTERS}
    found: dict[int, list[str]] = {}
    rows = _blocked().filter(story_id__in=story_ids).order_by("channel").values_list("story_id", "channel")
    for story, channel in rows:
        found.setdefault(story, []).append(names.get(channel, channel))
    return found


def _blocked(channel: str = "") -> QuerySet[Edition]:
    editions = Edition.objects.filter(release__in=live_releases(), state=EditionState.BLOCKED)
    return editions.filter(channel=channel) if channel else editions
