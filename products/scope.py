"""Whose is what: people see and touch what is their organisation's; the platform's own team sees all.

A county government's are the products of its place and of the places below, a shop's those it recommended,
a cooperative's and a village's those it grows or recommended, an author organisation's those it may write
about: verified today. Whoever has no organisation sees nothing. What is public on the site is not meant here.
"""

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from products.models import (
    Brand,
    Organisation,
    OrganisationKind,
    Place,
    Product,
    Recommendation,
    StepKind,
    Verification,
    VerificationState,
)


def sees_all(person) -> bool:
    """Whether `person` belongs to the platform's team or is a superuser."""
    if person is None or not person.is_active:
        return False
    return person.is_superuser or (
        person.organisation is not None and person.organisation.kind == OrganisationKind.PLATFORM
    )


def products_of(person) -> QuerySet[Product]:
    """The products that `person` may see at the desk."""
    if sees_all(person):
        return Product.objects.all()
    return Product.objects.filter(pk__in=Product.objects.filter(_theirs(person)).values("pk"))


# Whoever grows a product, or stands for the place it comes from. A shop competes with other shops and an author
# organisation sees every verified product, so what those sold is not theirs to see.
GROWING = {OrganisationKind.GOVERNMENT, OrganisationKind.COOPERATIVE, OrganisationKind.VILLAGE}


def has_own_products(person) -> bool:
    """Whether what products sold is shown to `person`: growers, counties and the platform's team."""
    if sees_all(person):
        return True
    return bool(person is not None and person.is_active and person.organisation and person.organisation.kind in GROWING)


def own_products(person) -> QuerySet[Product]:
    """The products whose sales `person` may see: their organisation's, all for the platform's team."""
    return products_of(person) if has_own_products(person) else Product.objects.none()


def cases_of(person) -> QuerySet[Verification]:
    """The verifications that `person` may see: those of their products, for authors only what holds today."""
    if sees_all(person):
        return Verification.objects.all()
    cases = Verification.objects.filter(product__in=products_of(person).values("pk"))
    if person is not None and person.organisation and person.organisation.kind == OrganisationKind.AUTHOR:
        return cases.filter(
            Q(state=VerificationState.CONFIRMED) | Q(steps__organisation=person.organisation)
        ).distinct()
    return cases


def recommendations_of(person) -> QuerySet[Recommendation]:
    """The recommendations that `person` may see: their own, their organisation's, for a county those of its place."""
    if sees_all(person):
        return Recommendation.objects.all()
    if person is None or not person.is_active:
        return Recommendation.objects.none()
    theirs = Q(person=person)
    if person.organisation:
        theirs |= Q(organisation=person.organisation)
        if area := _area(person.organisation):
            theirs |= Q(place__code__startswith=area)
    return Recommendation.objects.filter(theirs)


def organisations_of(person) -> QuerySet[Organisation]:
    """The organisations that `person` may see: their own, for a county those in its place."""
    if sees_all(person):
        return Organisation.objects.all()
    if person is None or not person.is_active or person.organisation is None:
        return Organisation.objects.none()
    theirs = Q(pk=person.organisation_id)
    if area := _area(person.organisation):
        theirs |= Q(place__code__startswith=area)
    return Organisation.objects.filter(theirs)


def brands_of(person) -> QuerySet[Brand]:
    """The village brands that `person` may see at the desk: those of the organisations they may see."""
    return Brand.objects.filter(owner__in=organisations_of(person).values("pk"))


def places_of(person) -> QuerySet[Place]:
    """The places that `person` may enter something for: a county government's own, everybody else's all."""
    if sees_all(person):
        return Place.objects.all()
    if person is None or not person.is_active or person.organisation is None:
        return Place.objects.none()
    return Place.objects.filter(code__startswith=_area(person.organisation))


def producers_for(person) -> QuerySet[Organisation]:
    """The organisations that `person` may name as the grower: those they see, and the growers of what they see."""
    known = products_of(person).values("producer")
    return Organisation.objects.filter(Q(pk__in=organisations_of(person).values("pk")) | Q(pk__in=known))


def may_found(person) -> bool:
    """Whether `person` may enter growers that are not on record: whoever sees all, and a government in its place."""
    return sees_all(person) or (person.organisation is not None and bool(_area(person.organisation)))


def is_in_scope(person, obj: Product | Verification | Recommendation | Organisation | Brand) -> bool:
    """Whether `obj` is among what `person` may see; one query at most."""
    return sees_all(person) or visible_to(person, type(obj)).filter(pk=obj.pk).exists()


def visible_to(person, model: type[Model]) -> QuerySet:
    """All of `model` that `person` may see, for one of the kinds above."""
    return {
        Product: products_of,
        Verification: cases_of,
        Recommendation: recommendations_of,
        Organisation: organisations_of,
        Brand: brands_of,
    }[model](person)


def _theirs(person) -> Q:
    nothing = Q(pk__in=[])
    if person is None or not person.is_active or person.organisation is None:
        return nothing
    organisation = person.organisation
    recommended = Q(verifications__steps__kind=StepKind.RECOMMENDED, verifications__steps__organisation=organisation)
    theirs = recommended | Q(brought_by=organisation) | Q(producer=organisation) | Q(brand__owner=organisation)
    if area := _area(organisation):
        theirs |= Q(place__code__startswith=area)
    if organisation.kind == OrganisationKind.AUTHOR:
        theirs |= Q(
            current_verification__state=VerificationState.CONFIRMED,
            current_verification__valid_until__gte=timezone.localdate(),
        )
    return theirs


def _area(organisation: Organisation) -> str:
    """The beginning that the codes of a county government's places share; "" for every other organisation."""
    if organisation.kind != OrganisationKind.GOVERNMENT or not organisation.place_id:
        return ""
    code = organisation.place_id
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
