"""What purchase links have to say when a product's verification ends: they close by themselves, as each asks the record."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import ngettext

from commerce.models import Click, PurchaseLink


def verification_ended(*, product, verification) -> str:
    count = _links(product)
    said = ngettext("%(count)s purchase link closed", "%(count)s purchase links closed", count)
    return said % {"count": count} if count else ""


def effect_asked(*, product) -> str:
    count = _links(product)
    return ngettext("%(count)s purchase link", "%(count)s purchase links", count) % {"count": count} if count else ""


def take_down_asked(*, story) -> str:
    """Say how many links of a story would close, and how many readers went through them in the last seven days."""
    links = PurchaseLink.objects.filter(story_id=story.pk).count()
    if not links:
        return ""
    since = timezone.now() - timedelta(days=7)
    clicks = Click.objects.filter(link__story_id=story.pk, at__gte=since, flag="").count()
    said = ngettext("%(count)s purchase link", "%(count)s purchase links", links) % {"count": links}
    visits = ngettext("%(count)s click in seven days", "%(count)s clicks in seven days", clicks) % {"count": clicks}
    return f"{said} · {visits}"


def _links(product) -> int:
    return PurchaseLink.objects.filter(offer__product=product).count()
