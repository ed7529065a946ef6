"""Sign-off by link: somebody without an account reads a story on a phone, agrees or asks for a change.

The link is bound to what it shows. When the story says something else, the link shows nothing more and an
agreement given by it no longer counts; whoever made it may renew it.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from products.errors import Refused
from products.models import Organisation
from stories.models.sign_offs import SignOff, SignOffAnswer
from stories.models.story import StoryPage
from stories.reading import reading_digest
from stories.sign_off_letters import tell_answered, tell_asked

DEFAULT_DAYS = 7
LONGEST_DAYS = 60
LONGEST_REMARK = 2000
LONGEST_BLOCK_REMARK = 500
MADE, REVOKED = "stories.sign_off.made", "stories.sign_off.revoked"
AGREED, CHANGE = "stories.sign_off.agreed", "stories.sign_off.change"
LOG_ACTIONS = {
    MADE: (_("Make a sign-off link"), _("Made a link to sign the story off")),
    REVOKED: (_("Revoke a sign-off link"), _("Revoked a sign-off link")),
    AGREED: (_("Sign off"), _("Agreed by a sign-off link")),
    CHANGE: (_("Ask for a change"), _("Asked for a change by a sign-off link")),
}


def newest_document(page: StoryPage):
    """The document of the newest saved content of a story."""
    return page.get_latest_revision_as_object().built.document


@transaction.atomic
def make(
    page: StoryPage,
    person,
    *,
    name: str,
    role: str,
    organisation: Organisation | None = None,
    email: str = "",
    language: str = "zh-hans",
    days: int = DEFAULT_DAYS,
) -> tuple[SignOff, str]:
    """Return a new sign-off of the newest saved content and its address, which is never to be had again.

    Mails the address where there is an e-mail. Raises `Refused`.
    """
    # Whatever the caller holds in memory may be older.
    page = StoryPage.objects.get(pk=page.pk)
    _check_editor(page, person)
    if not name.strip() or not role.strip():
        raise Refused("sign_off.nobody", _("Say who signs off, and in which role."))
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused("sign_off.bad_span", _("A link is valid for 1 to %(days)s days.") % {"days": LONGEST_DAYS})
    document = newest_document(page)
    if not document.body and not document.video:
        raise Refused("sign_off.nothing", _("The story has no text yet, so there is nothing to agree to."))
    token = secrets.token_urlsafe(32)
    sign_off = SignOff.objects.create(
        story=page,
        digest=reading_digest(document),
        document=document.canonical_json,
        token_digest=digest_of(token),
        name=name.strip(),
        role=role.strip(),
        organisation=organisation,
        email=email,
        language=language,
        made_by=person,
        expires_at=timezone.now() + timedelta(days=days),
    )
    log(instance=page, action=MADE, user=person, data=_logged(sign_off))
    address = address_of(token, language)
    tell_asked(sign_off, address, document.title)
    return sign_off, address


@transaction.atomic
def renew(sign_off: SignOff, person, *, days: int = DEFAULT_DAYS) -> tuple[SignOff, str]:
    """A new link for the same person to what the story says now; an unanswered old one ends. Raises `Refused`."""
    # It may have been answered since the caller read it, and an answer stays.
    sign_off = SignOff.objects.select_for_update(of=("self",)).select_related("story").get(pk=sign_off.pk)
    page = sign_off.story
    _check_editor(page, person)
    if not sign_off.answered_at and not sign_off.revoked_at:
        revoke(sign_off, person)
    return make(
        page,
        person,
        name=sign_off.name,
        role=sign_off.role,
        organisation=sign_off.organisation,
        email=sign_off.email,
        language=sign_off.language,
        days=days,
    )


@transaction.atomic
def revoke(sign_off: SignOff, person) -> bool:
    """End a link now, and the effect of its answer; False where it had been revoked before. Raises `Refused`."""
    _check_editor(sign_off.story, person)
    changed = SignOff.objects.filter(pk=sign_off.pk, revoked_at=None).update(revoked_at=timezone.now())
    if changed:
        log(instance=sign_off.story, action=REVOKED, user=person, data=_logged(sign_off))
    return bool(changed)


def find(token: str) -> SignOff | None:
    """The sign-off of a link, whatever its state; one query on a unique index."""
    found = SignOff.objects.filter(token_digest=digest_of(token))
    return found.select_related("story__locale", "organisation", "made_by").first()


def standing(sign_off: SignOff, digest: str) -> str:
    """`revoked`, `answered`, `changed` (the story says something else now), `expired` or `open`.

    `digest` is of what the story says now.
    """
    if sign_off.revoked_at:
        return "revoked"
    if sign_off.answered_at:
        return "answered"
    if sign_off.digest != digest:
        return "changed"
    return "expired" if sign_off.expires_at <= timezone.now() else "open"


def mark_opened(sign_off: SignOff) -> None:
    if sign_off.opened_at is None:
        SignOff.objects.filter(pk=sign_off.pk, opened_at=None).update(opened_at=timezone.now())


@transaction.atomic
def answer(sign_off: SignOff, said: SignOffAnswer, remark: str = "", block_remarks: dict | None = None) -> SignOff:
    """Keep what the outside person said; only the first answer counts. Raises `Refused`."""
    sign_off = SignOff.objects.select_for_update(of=("self",)).select_related("story").get(pk=sign_off.pk)
    if standing(sign_off, reading_digest(newest_document(sign_off.story))) != "open":
        raise Refused("sign_off.closed", _("This link no longer takes an answer."))
    remark, remarks = remark.strip(), _block_remarks(sign_off, block_remarks or {})
    if len(remark) > LONGEST_REMARK or any(len(text) > LONGEST_BLOCK_REMARK for text in remarks.values()):
        raise Refused("sign_off.too_long", _("Say it shorter, please."))
    if said == SignOffAnswer.CHANGE and not remark and not remarks:
        raise Refused("sign_off.no_reason", _("Say what should be changed."))
    sign_off.answer, sign_off.answered_at = said, timezone.now()
    sign_off.remark, sign_off.block_remarks = remark, remarks
    sign_off.opened_at = sign_off.opened_at or sign_off.answered_at
    sign_off.save(update_fields=["answer", "answered_at", "remark", "block_remarks", "opened_at"])
    action = AGREED if said == SignOffAnswer.AGREED else CHANGE
    log(instance=sign_off.story, action=action, data=_logged(sign_off))
    tell_answered(sign_off)
    return sign_off


def address_of(token: str, language: str) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse("story_pages:sign_off", args=[token])


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _block_remarks(sign_off: SignOff, given: dict) -> dict[str, str]:
    """What was said of blocks that the story has."""
    blocks = {block.id for block in sign_off.parsed().body}
    return {block: text.strip() for block, text in given.items() if block in blocks and text.strip()}


def _logged(sign_off: SignOff) -> dict:
    return {"sign_off": sign_off.pk, "name": sign_off.name, "role": sign_off.role, "digest": sign_off.digest}


def _check_editor(page: StoryPage, person) -> None:
    if not page.permissions_for_user(person).can_edit():
        raise Refused("sign_off.not_allowed", _("Only whoever may edit the story may have it signed off."))
