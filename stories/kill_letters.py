"""Telling people that a story was taken down for good: who wrote and approved it, and the team."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from products import post
from products.models import OrganisationKind, User
from stories.ending_letters import TEAM
from stories.models.kills import StoryKill


def write_of_the_kill(kill_id: int) -> int:
    """Write to everybody concerned, each once for this kill, in their own language; return how many letters."""
    kill = StoryKill.objects.select_related("story", "by").get(pk=kill_id)
    return post.write_to_people(_people(kill), lambda: (_subject(kill), _body(kill)), cause=f"kill:{kill.pk}")


def _people(kill: StoryKill) -> Iterable[User]:
    concerned = (
        Q(stories=kill.story_id)
        | Q(pk=kill.story.owner_id)
        | Q(pk__in=kill.story.releases.values("approved_by"))
        | Q(groups__name__in=TEAM, organisation__kind=OrganisationKind.PLATFORM)
    )
    ids = User.objects.filter(concerned, is_active=True).exclude(email="").values("pk")
    return User.objects.filter(pk__in=ids).select_related("wagtail_userprofile").order_by("pk")


def _subject(kill: StoryKill) -> str:
    return _("Taken down for good: %(title)s") % {"title": kill.story.title}


def _body(kill: StoryKill) -> str:
    when = date_format(localtime(kill.at), "DATETIME_FORMAT")
    name = kill.by.display_name()
    desk = f"{settings.SITE_URL}{reverse('wagtailadmin_pages:edit', args=[kill.story_id])}"
    parts = [
        _("%(person)s took “%(title)s” down everywhere on %(when)s.")
        % {"person": name, "title": kill.story.title, "when": when},
        _("Reason: %(reason)s") % {"reason": kill.reason},
        _("Every channel has been told to take it down, and its purchase links are closed.")
        + " "
        + _("It cannot be approved again until another editor allows it."),
        _("The story at the desk: %(url)s") % {"url": desk},
    ]
    return "\n\n".join(parts)
