"""Factories for the records most tests start from. Names are invented."""

import io
from datetime import date, timedelta
from functools import cache

import factory
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as PillowImage

from products.models import Brand, Fact, Offer, Organisation, Photo, Place, Product, User


@cache
def jpeg_bytes(width: int = 1600, height: int = 1067, colour: str = "#b8430f") -> bytes:
    out = io.BytesIO()
    PillowImage.new("RGB", (width, height), colour).save(out, "JPEG", quality=60)
    return out.getvalue()


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place
        django_get_or_create = ("code",)

    code = "433125"
    level = "county"
    name_zh = "保靖县"
    name_en = "Baojing County"
    parent = None


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"organisation-{n}")
    kind = "cooperative"
    name_zh = factory.Sequence(lambda n: f"合作社{n}")
    name_en = factory.Sequence(lambda n: f"Cooperative {n}")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        django_get_or_create = ("username",)
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person-{n}")
    display_name_zh = factory.LazyAttribute(lambda person: f"{person.username}（中）")
    display_name_en = factory.LazyAttribute(lambda person: f"{person.username} (en)")
    organisation = factory.SubFactory(OrganisationFactory)
    password = factory.django.Password("pass-word-11")


class PhotoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Photo

    title = factory.Sequence(lambda n: f"photo {n}")
    alt_zh = "山坡上的橘园"
    alt_en = "An orchard on a hill"
    credit = "Fengshou"
    file = factory.LazyAttribute(lambda photo: ContentFile(jpeg_bytes(), name=f"{photo.title.replace(' ', '-')}.jpg"))


class ProductFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Product

    code = factory.Sequence(lambda n: f"BJ-{n:03d}")
    slug = factory.Sequence(lambda n: f"baojing-oranges-{n}")
    kind = "oranges"
    name_zh = "保靖脐橙"
    name_en = "Baojing oranges"
    place = factory.SubFactory(PlaceFactory)
    producer = factory.SubFactory(OrganisationFactory)
    season_start = 11
    season_end = 1
    # So that what is for sale in a test does not hang on the month in which it runs.
    sold_all_year = True
    photo = factory.SubFactory(PhotoFactory)


class BrandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Brand

    slug = factory.Sequence(lambda n: f"brand-{n}")
    name_zh = "坡脚坪"
    name_en = "Pojiaoping"
    owner = factory.SubFactory(OrganisationFactory)


class OfferFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Offer

    product = factory.SubFactory(ProductFactory)
    platform = "jd"
    sku = factory.Sequence(lambda n: str(100_012_000_000 + n))
    title_zh = "脐橙 5 千克装"
    title_en = "Oranges, 5 kg box"
    price_fen = 2800
    net_grams = 5000
    url = factory.LazyAttribute(lambda offer: f"https://item.jd.com/{offer.sku}.html")


class FactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Fact

    product = factory.SubFactory(ProductFactory)
    key = factory.Sequence(lambda n: f"fact-{n}")
    label_zh = "海拔"
    label_en = "Altitude"
    value_zh = "450"
    value_en = "450"
    unit = "m"


def make_people() -> dict[str, User]:
    from cms.roles import ROLES

    county = OrganisationFactory(key="baojing-county", kind="government", place=PlaceFactory())
    writers = OrganisationFactory(key="field-notes", kind="author")
    growers = OrganisationFactory(key="orange-coop", kind="cooperative", place=PlaceFactory())
    team = OrganisationFactory(key="fengshou-team", kind="platform")
    organisations = {"recommender": county, "author": writers, "grower": growers}
    wanted = {role: {"organisation": organisations.get(role, team)} for role in ROLES}
    wanted["admin"] = {"organisation": team, "is_superuser": True, "is_staff": True}
    # Together: one by one they were most of what a short test asks of the database.
    people = User.objects.in_bulk(wanted, field_name="username")
    missing = [UserFactory.build(username=name, **fields) for name, fields in wanted.items() if name not in people]
    people |= {person.username: person for person in User.objects.bulk_create(missing)}
    groups = Group.objects.in_bulk(ROLES, field_name="name")
    member = User.groups.through
    member.objects.bulk_create([member(user=people[role], group=groups[role]) for role in ROLES], ignore_conflicts=True)
    return {name: people[name] for name in wanted}


def full_scores(score: int | None = None) -> dict[str, tuple]:
    """Each criterion of today's rubric with a reason; without `score` one below the highest."""
    from products import rubric

    return {
        one.key: (one.highest - 1 if score is None else score, f"{one.name_zh}：抽查属实", None)
        for one in rubric.current().criteria
    }


def assess(verification, person, *, on, result: str = "passed", **fields):
    """Record a full, passing assessment; return the verification."""
    from products import assessments

    fields.setdefault("scores", full_scores())
    return assessments.record(verification, person, on=on, result=result, **fields).verification


def assessment_fields(**fields) -> dict[str, str]:
    """What a browser sends for a full, passing assessment; `fields` say otherwise."""
    filled = {"result": "passed"}
    for key, (score, reason, _evidence) in full_scores().items():
        filled |= {f"score-{key}": str(score), f"reason-{key}": reason}
    return filled | fields


def verified_product(people: dict[str, User], *, valid_for_days: int = 300, **fields) -> Product:
    """A product that went through all four steps by the people of the three roles."""
    from products import services

    product = ProductFactory(**{"brought_by": people["recommender"].organisation, **fields})
    today = timezone.localdate()
    day = lambda back: today - timedelta(days=back)  # noqa: E731
    verification = services.recommend(product, people["recommender"], on=day(30), note_zh="推荐")
    services.record_visit(verification, people["inspector"], on=day(20), note_zh="走访")
    services.add_evidence(verification, people["inspector"], title_zh="果园", title_en="Orchard", photo=PhotoFactory())
    assess(verification, people["inspector"], on=day(15), note_zh="评估")
    services.confirm(verification, people["confirmer"], on=day(10), valid_until=today + timedelta(days=valid_for_days))
    product.refresh_from_db()
    return product


def a_day(text: str) -> date:
    return date.fromisoformat(text)
