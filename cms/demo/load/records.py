"""Places, organisations, people."""

from django.contrib.auth.models import Group

from products.models import Organisation, Place, User

from .content import read


def load_places() -> None:
    rows = sorted(read("places")["place"], key=lambda row: ("province", "prefecture", "county").index(row["level"]))
    for row in rows:
        Place.objects.update_or_create(
            code=row["code"],
            defaults={
                "level": row["level"],
                "parent_id": row.get("parent") or None,
                "name_zh": row["zh"],
                "name_en": row["en"],
            },
        )


def load_organisations() -> None:
    for row in read("organisations")["organisation"]:
        Organisation.objects.update_or_create(
            key=row["key"],
            defaults={
                "kind": row["kind"],
                "place_id": row.get("place") or None,
                "name_zh": row["zh"],
                "name_en": row["en"],
            },
        )


def load_people(password: str) -> list[User]:
    """Make the people, or give those who are there today's password. Returns them in file order."""
    organisations = {organisation.key: organisation for organisation in Organisation.objects.all()}
    groups = {group.name: group for group in Group.objects.all()}
    people = []
    for row in read("people")["person"]:
        person, made = User.objects.get_or_create(username=row["username"])
        person.display_name_zh, person.display_name_en = row["zh"], row["en"]
        person.organisation = organisations[row["organisation"]]
        person.is_staff = person.is_superuser = row["role"] == "admin"
        if made or not person.check_password(password):
            person.set_password(password)
        person.save()
        if row["role"] in groups:
            person.groups.set([groups[row["role"]]])
        people.append(person)
    return people
