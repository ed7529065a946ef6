"""Letters of a sign-off: the link to the outside person, the answer to those who wrote and who decide."""

from django.conf import settings
from django.contrib.admin.utils import quote
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from products import post
from products.models import User
from stories.models.sign_offs import SignOff, SignOffAnswer


def tell_asked(sign_off: SignOff, address: str, title: str) -> None:
    """Mail the link, in the language of whoever is asked; nothing without an e-mail address."""
    with translation.override(sign_off.language):
        until = date_format(localtime(sign_off.expires_at), "DATE_FORMAT")
        body = [
            _("Dear %(name)s,") % {"name": sign_off.name},
            _("Please read “%(title)s” before it is published, and say whether it is right.") % {"title": title},
            address,
            _("The link needs no account. It is for you alone and valid until %(day)s.") % {"day": until},
        ]
        subject = _("Please read before it is published: %(title)s") % {"title": title}
        post.write(sign_off.email, subject, "\n\n".join(body), cause=f"sign-off:{sign_off.pk}:asked")


def tell_answered(sign_off: SignOff) -> None:
    """Write the answer to the authors, to whoever made the link, and to the group that reviews it now."""
    page = sign_off.story
    title = sign_off.parsed().title
    editor = settings.SITE_URL + reverse("wagtailadmin_pages:edit", args=(quote(page.pk),))

    def compose() -> tuple[str, str]:
        names = {"name": sign_off.name, "role": sign_off.role, "title": title}
        if sign_off.answer == SignOffAnswer.AGREED:
            subject = _("%(name)s agrees: %(title)s") % names
            said = _("%(name)s (%(role)s) agrees with “%(title)s” as it was shown.") % names
        else:
            subject = _("%(name)s asks for a change: %(title)s") % names
            said = _("%(name)s (%(role)s) asks for a change of “%(title)s”.") % names
        parts = [said, sign_off.remark, *sign_off.block_remarks.values(), editor]
        return subject, "\n\n".join(part for part in parts if part)

    post.write_to_people(_concerned(sign_off), compose, cause=f"sign-off:{sign_off.pk}:answered")


def _concerned(sign_off: SignOff):
    page = sign_off.story
    people = Q(pk__in=[sign_off.made_by_id, page.owner_id]) | Q(pk__in=page.authors.values("pk"))
    if task := page.current_workflow_task:
        groups = getattr(task.specific, "groups", None)
        if groups is not None:
            people |= Q(groups__in=groups.all())
    found = User.objects.filter(people, is_active=True).values("pk")
    return User.objects.filter(pk__in=found).select_related("wagtail_userprofile").order_by("pk")
