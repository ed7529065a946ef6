"""Asking for a fix and answering: each is a row, a line in the log and a letter, in one transaction."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from products import post
from products.errors import Refused
from products.models import Product, User
from products.scope import own_products
from stories.models.fix_requests import FixRequest, FixState
from stories.models.story import StoryPage
from stories.public import carrying, listed_stories
from stories.story_scope import edits_all

ASKED, ANSWERED = "stories.fix.ask", "stories.fix.answer"
LOG_ACTIONS = {
    ASKED: (gettext_lazy("Ask for a fix"), gettext_lazy("Asked for a fix")),
    ANSWERED: (gettext_lazy("Answer a request for a fix"), gettext_lazy("Answered a request for a fix")),
}
# Of one person and not yet answered; enough for a village with a whole list, too few for a flood of letters.
MOST_OPEN = 20


def stories_to_fix(product: Product) -> QuerySet[StoryPage]:
    """The live stories about a product, which a request may be about."""
    return carrying(listed_stories(), [product.pk])


def requests_of(person) -> QuerySet[FixRequest]:
    """What `person` or their organisation asked for."""
    theirs = Q(asked_by=person)
    if person.organisation_id:
        theirs |= Q(organisation=person.organisation_id)
    return FixRequest.objects.filter(theirs).select_related("product", "story__locale", "asked_by", "answered_by")


def requests_to_answer(person) -> QuerySet[FixRequest]:
    """The queue: all of it for those who decide on stories and for the platform's team, nothing for others."""
    if not edits_all(person):
        return FixRequest.objects.none()
    return FixRequest.objects.select_related("product__place", "story__locale", "asked_by", "organisation")


@transaction.atomic
def ask(person: User, product: Product, what: str, story: StoryPage | None = None) -> FixRequest:
    """Write down what is wrong and tell those who decide. Raises `Refused` for somebody else's product or story."""
    if not own_products(person).filter(pk=product.pk).exists():
        raise Refused("fix.not_yours", _("This product is not your organisation's."))
    if story is not None and not stories_to_fix(product).filter(pk=story.pk).exists():
        raise Refused("fix.other_story", _("This story is not about the product."))
    if FixRequest.objects.filter(asked_by=person, state=FixState.OPEN).count() >= MOST_OPEN:
        raise Refused("fix.too_many", _("Too many of your requests are open. Wait until some are answered."))
    request = FixRequest.objects.create(
        product=product, story=story, what=what, asked_by=person, organisation=person.organisation
    )
    log(instance=request, action=ASKED, user=person)
    post.write_to_people(_deciding(), lambda: _asked_letter(request), cause=f"fix:{request.pk}:asked")
    return request


@transaction.atomic
def answer(person: User, pk: int, words: str, state: str) -> FixRequest:
    """Answer a request as `answered` or `done`, and tell the asker. Raises `Refused`; a later answer replaces."""
    if not edits_all(person):
        raise Refused("fix.not_allowed", _("You may not answer requests for fixes."))
    request = FixRequest.objects.select_for_update(of=("self",)).get(pk=pk)
    if request.state == FixState.DONE:
        raise Refused("fix.done", _("This request is done already."))
    if state not in (FixState.ANSWERED, FixState.DONE):
        raise Refused("fix.bad_state", _("A request is answered or done."))
    request.state, request.answer = FixState(state), words
    request.answered_by, request.answered_at = person, timezone.now()
    request.save()
    entry = log(instance=request, action=ANSWERED, user=person, data={"state": state})
    cause = f"fix:{request.pk}:{state}:{entry.pk if entry else 0}"
    post.write_to_people([request.asked_by], lambda: _answered_letter(request), cause=cause)
    return request


def _deciding() -> QuerySet[User]:
    """Those who decide on stories. The rest of the team finds the request in the queue."""
    deciding = User.objects.filter(
        is_active=True, groups__page_permissions__permission__codename="publish_page"
    ).values("pk")
    return User.objects.filter(pk__in=deciding).select_related("wagtail_userprofile").order_by("pk")


def _about(request: FixRequest) -> str:
    return f"{request.product.name()} · {request.story.title}" if request.story else request.product.name()


def _asked_letter(request: FixRequest) -> tuple[str, str]:
    address = settings.SITE_URL + reverse("fix_requests:answer", args=[request.pk])
    words = {"who": request.asked_by.display_name(), "about": _about(request)}
    said = _("%(who)s asks for a fix of “%(about)s”:") % words
    return _("Please fix: %(about)s") % words, "\n\n".join([said, request.what, address])


def _answered_letter(request: FixRequest) -> tuple[str, str]:
    words = {"about": _about(request), "state": request.get_state_display()}
    subject = _("Your request about “%(about)s”: %(state)s") % words
    address = settings.SITE_URL + reverse("fix_requests:mine")
    return subject, "\n\n".join(part for part in (request.what, "— — —", request.answer, address) if part)
