"""On the desk's first page: the verifications whose next step the person may take."""

import pytest
from django.urls import reverse


def offered(client, person, verification) -> bool:
    client.force_login(person)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    return reverse("verification:case", args=[verification.pk]) in html


@pytest.mark.parametrize(
    ("state", "role"), [("recommended", "inspector"), ("visited", "inspector"), ("assessed", "confirmer")]
)
def test_who_is_waited_for(client, people, request, state, role):
    verification = request.getfixturevalue(state)
    seeing = {name for name, person in people.items() if offered(client, person, verification)}
    assert seeing == {role, "admin"}


def test_nobody_waits_for_who_took_the_step_before(client, people, recommended):
    people["recommender"].groups.add(*people["inspector"].groups.all())
    assert not offered(client, people["recommender"], recommended)
    assert offered(client, people["inspector"], recommended)
