"""Which stories may stand on channels now: live, newest release, every product verified today."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from products.models import Product, VerificationState
from stories.models import Release, ReleaseProduct


def fallen_products() -> QuerySet[Product]:
    """Products whose verification does not hold today (China time)."""
    holding = Product.objects.filter(
        current_verification__state=VerificationState.CONFIRMED,
        current_verification__valid_until__gte=timezone.localdate(),
    )
    return Product.objects.exclude(pk__in=holding.values("pk"))


def standing_releases() -> QuerySet[Release]:
    """The newest release of each live story, where no carried product has fallen."""
    newer = Release.objects.filter(story=OuterRef("story"), version__gt=OuterRef("version"))
    fallen = ReleaseProduct.objects.filter(release=OuterRef("pk"), product__in=fallen_products())
    return Release.objects.filter(~Exists(newer), ~Exists(fallen), story__live=True)


def is_newest(release: Release) -> bool:
    return not Release.objects.filter(story_id=release.story_id, version__gt=release.version).exists()


def stands(release: Release) -> bool:
    return standing_releases().filter(pk=release.pk).exists()
