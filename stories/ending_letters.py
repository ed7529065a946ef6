"""Telling people that a verification has ended: those who recommended and grow it, who wrote of it, and the team."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from products import post
from products.models import OrganisationKind, StepKind, User, Verification, VerificationState
from stories.links import page_url
from stories.models.story import StoryPage
from stories.releases import live_releases

# Of the team, those who answer for texts and for channels.
TEAM = ("editor", "operator")
MOST_TITLES = 20


def write_of_the_end(verification_id: int, state: str) -> int:
    """Write to everybody concerned, each once for this end, in their own language; return how many letters.

    Nothing where the verification has since come to another end: that one has letters of its own.
    """
    verification = Verification.objects.select_related("product__producer").get(pk=verification_id)
    if verification.state != state:
        return 0
    carrying = live_releases().filter(carried__product=verification.product_id).values("story_id")
    stories = StoryPage.objects.filter(pk__in=carrying).select_related("locale").order_by("pk")
    count, shown = stories.count(), list(stories[:MOST_TITLES])
    return post.write_to_people(
        _people(verification, stories),
        lambda: (_subject(verification), _body(verification, shown, count)),
        cause=f"verification:{verification.pk}:{state}",
    )


def _people(verification: Verification, stories: QuerySet[StoryPage]) -> Iterable[User]:
    recommended = verification.steps.filter(kind=StepKind.RECOMMENDED)
    team = Q(groups__name__in=TEAM, organisation__kind=OrganisationKind.PLATFORM)
    concerned = (
        Q(pk__in=recommended.values("person"))
        | Q(organisation__in=recommended.values("organisation"))
        | Q(organisation=verification.product.producer_id)
        | Q(stories__in=stories.values("pk"))
        | team
    )
    ids = User.objects.filter(concerned, is_active=True).exclude(email="").values("pk")
    return User.objects.filter(pk__in=ids).select_related("wagtail_userprofile").order_by("pk")


def _subject(verification: Verification) -> str:
    names = {"product": verification.product.name(), "code": verification.product.code}
    if verification.state == VerificationState.WITHDRAWN:
        return _("Withdrawn: the verification of %(product)s (%(code)s)") % names
    return _("Lapsed: the verification of %(product)s (%(code)s)") % names


def _body(verification: Verification, shown: list[StoryPage], count: int) -> str:
    product = verification.product
    check = f"{settings.SITE_URL}/verify/{product.code}"
    case = f"{settings.SITE_URL}{reverse('verification:case', args=[verification.pk])}"
    parts = [
        _what_happened(verification),
        _what_follows(count),
        "\n".join(f"- {story.title} {page_url(story)}" for story in shown),
        _("… and %(count)s more.") % {"count": count - len(shown)} if count > len(shown) else "",
        _("The record for everybody: %(url)s") % {"url": check}
        + "\n"
        + _("The case at the desk: %(url)s") % {"url": case},
    ]
    return "\n\n".join(part for part in parts if part)


def _what_happened(verification: Verification) -> str:
    name = verification.product.name()
    if verification.state == VerificationState.WITHDRAWN:
        day = date_format(localtime(verification.withdrawn_at), "DATE_FORMAT")
        said = _("The verification of %(product)s was withdrawn on %(day)s.") % {"product": name, "day": day}
        return f"{said}\n" + _("Reason: %(reason)s") % {"reason": verification.withdrawal_reason}
    day = date_format(verification.valid_until, "DATE_FORMAT")
    return _("The verification of %(product)s was valid until %(day)s and has not been renewed.") % {
        "product": name,
        "day": day,
    }


def _what_follows(count: int) -> str:
    shops = _("Nobody is sent to a shop for it any more.")
    if not count:
        return shops
    told = ngettext(
        "It is in %(count)s story. The story is marked on the site, and every channel has been told to take it down.",
        "It is in %(count)s stories. They are marked on the site, and every channel has been told to take them down.",
        count,
    )
    return f"{told % {'count': count}} {shops}"
