"""People whom our inspectors met, as far as they agreed to be printed in a story.

The one place in `stories` that turns a consent into words and a picture.
"""

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from products.consents import people_met_by_scope
from products.models import PersonMet
from stories.document import ImageAsset, MetPerson

PREFIX = "person-"


def key_of(met: PersonMet) -> str:
    return f"{PREFIX}{met.pk}"


def number_of(key: str) -> int:
    """The id that `person-7` names, 0 for any other key."""
    number = key.removeprefix(PREFIX)
    return int(number) if key.startswith(PREFIX) and number.isascii() and number.isdecimal() else 0


def in_full() -> QuerySet[PersonMet]:
    """People with what a story says of them: one query."""
    return PersonMet.objects.select_related("visit__verification__product__place")


def agreed(met: PersonMet) -> bool:
    """Whether anything of them may be printed today. A visit under way has not asked everybody yet."""
    return met.withdrawn_at is None and met.visit.finished_at is not None and (met.may_name or met.may_picture)


def met_person(met: PersonMet, language: str, image: ImageAsset | None, words: str) -> MetPerson:
    """What a story prints of somebody who `agreed`: their name and their picture each only with leave."""
    product = met.visit.verification.product
    return MetPerson(
        key=key_of(met),
        name=met.name if met.may_name else "",
        role=met.role(language),
        place=product.place.name(language),
        product=product.code,
        met_on=met.visit.on,
        image=image if met.may_picture else None,
        words=words,
    )


def may_be_chosen(person) -> QuerySet[PersonMet]:
    """Those an author may put into a story: of products they may write about, in the newest finished visit."""
    return people_met_by_scope(person).filter(
        Q(may_name=True) | Q(may_picture=True),
        withdrawn_at__isnull=True,
        visit__finished_at__isnull=False,
        visit__stands=True,
        visit__verification=F("visit__verification__product__current_verification"),
    )


def shown_name(met: PersonMet) -> str:
    """What the desk shows of somebody: a name only of those who agreed to be named."""
    if met.may_name and agreed(met):
        return f"{met.name} · {met.role()}" if met.role() else met.name
    return _("%(role)s (not to be named)") % {"role": met.role() or _("Somebody met on a visit")}
