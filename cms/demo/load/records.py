"""Organisations and people; the places are there since `setup_site`."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from products.models import Organisation, User

from .content import read


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


def load_people(password: str) -> None:
    """Make the people, or give those who are there today's password.

    One hash serves all: a hash is slow by design, and the demo's people share their password anyway.
    """
    admin = User.objects.filter(username="admin").first()
    encoded = admin.password if admin and admin.check_password(password) else make_password(password)
    organisations = {organisation.key: organisation for organisation in Organisation.objects.all()}
    groups = {group.name: group for group in Group.objects.all()}
    for row in read("people")["person"]:
        person, _made = User.objects.update_or_create(
            username=row["username"],
            defaults={
                "display_name_zh": row["zh"],
                "display_name_en": row["en"],
                "organisation": organisations[row["organisation"]],
                "is_staff": row["role"] == "admin",
                "is_superuser": row["role"] == "admin",
                "password": encoded,
            },
        )
        if row["role"] in groups:
            person.groups.set([groups[row["role"]]])
