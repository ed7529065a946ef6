"""The second factor at the desk: who is asked, that there is no way around it, and how it is turned on, off and reset."""

import re
from base64 import b32decode
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.documents.models import Document
from wagtail.log_actions import registry as log_registry
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.users.models import UserProfile

from cms.roles import ROLES
from cms.second_factor import policy
from tests.stories.factories import make_story

HOME = "/admin/"
ASK = reverse("second_factor:ask")
SET_UP = reverse("second_factor:set_up")
CODES = reverse("second_factor:codes")
OFF = reverse("second_factor:off")
NEW_CODES = reverse("second_factor:new_codes")
PASSWORD = "pass-word-11"
MUST = {"confirmer", "editor", "operator", "admin"}
KEY = "31" * 20
NOW = "2026-05-20 10:00:10+08:00"


def code_of(device: TOTPDevice) -> str:
    """What the phone shows now."""
    return f"{totp(device.bin_key):06d}"


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def phone_of(person) -> TOTPDevice:
    """Somebody's phone, set up a while ago."""
    with time_machine.travel(timezone.now() - timedelta(hours=1), tick=False):
        return policy.turn_on(person, KEY, code_of(TOTPDevice(user=person, key=KEY)))


def sign_in(client, person, **fields):
    return client.post(reverse("wagtailadmin_login"), {"username": person.username, "password": PASSWORD, **fields})


def answer(client, code: str, **fields):
    return client.post(ASK, {"code": code, **fields})


def actions(person) -> list[str]:
    entries = log_registry.get_logs_for_instance(person).order_by("timestamp", "pk")
    return [entry.action for entry in entries if entry.action.startswith("cms.second_factor")]


def at_the_desk(client) -> bool:
    return client.get(HOME).status_code == 200


# Who is asked


@pytest.mark.parametrize("role", [*ROLES, "admin"])
def test_those_who_let_things_out_must_have_one(client, people, required, role):
    sign_in(client, people[role])
    response = client.get(HOME, follow=True)
    assert (response.request["PATH_INFO"] == SET_UP) == (role in MUST)
    assert policy.standing(people[role]).must == (role in MUST)


@pytest.mark.parametrize("role", ["author", "admin"])
def test_where_it_is_not_required_a_password_is_enough(client, people, role):
    sign_in(client, people[role])
    assert at_the_desk(client)


def test_whoever_turned_it_on_is_asked_whatever_the_setting(client, people):
    phone_of(people["author"])
    sign_in(client, people["author"])
    assert client.get(HOME).headers["Location"] == f"{ASK}?next=%2Fadmin%2F"


def test_it_costs_one_query(client, people, django_assert_num_queries):
    with django_assert_num_queries(1):
        policy.standing(people["editor"])
    client.logout()
    with django_assert_num_queries(0):
        client.get(ASK)


# No way around

DESK = [
    "/admin/",
    "/admin/account/",
    "/admin/pages/",
    "/admin/users/",
    "/admin/reports/site-history/",
    "/admin/second-factor/off/",
    "/admin/second-factor/codes/",
    "/admin/second-factor/codes.txt",
    "/admin/second-factor/new-codes/",
    "/admin/api/main/pages/",
    "/admin/django-admin/",
]


@pytest.mark.parametrize("phone", [True, False])
@pytest.mark.parametrize("address", DESK)
def test_every_address_of_the_desk_leads_to_the_second_step(client, people, required, address, phone):
    if phone:
        phone_of(people["admin"])
    client.force_login(people["admin"])
    response = client.get(address, follow=True)
    assert response.request["PATH_INFO"] == (ASK if phone else SET_UP)
    assert response.context["next"] == address


@pytest.mark.parametrize("name", ["edit", "preview_on_edit", "view_draft", "delete", "history"])
def test_pages_cannot_be_reached(client, people, stories_zh, required, name):
    story = make_story(stories_zh, people["author"])
    client.force_login(people["admin"])
    address = reverse(f"wagtailadmin_pages:{name}", args=[story.pk])
    for response in (client.get(address), client.post(address, {})):
        assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, ASK)


def test_scripts_get_a_refusal_instead_of_a_page(client, people, required):
    client.force_login(people["admin"])
    for headers in ({"x-requested-with": "XMLHttpRequest"}, {"accept": "application/json"}):
        assert client.get("/admin/pages/", headers=headers).status_code == 403


def test_elsewhere_they_are_nobody(client, people, required):
    private = Collection.get_first_root_node().add_child(name="private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    document = Document.objects.create(title="x", file=ContentFile(b"a,b", name="x.csv"), collection=private)
    client.force_login(people["admin"])
    assert client.get(document.url).status_code == 302
    assert client.get("/en/").wsgi_request.user.is_anonymous
    people["admin"].is_superuser = False
    people["admin"].save()
    # Let in; but the tests' storage has no files to serve.
    assert client.get(document.url).status_code == 404


def test_a_second_phone_cannot_be_set_up_with_the_password_alone(client, people, clock):
    device = phone_of(people["admin"])
    sign_in(client, people["admin"])
    response = client.post(SET_UP, {"code": code_of(TOTPDevice(key=KEY)), "proof": PASSWORD})
    assert response.headers["Location"].startswith(ASK)
    assert policy.device_of(people["admin"]) == device


def test_they_may_sign_out_or_sign_in_as_somebody_else(client, people, required):
    client.force_login(people["admin"])
    client.post(reverse("wagtailadmin_logout"))
    assert "_auth_user_id" not in client.session
    client.force_login(people["admin"])
    assert client.get(reverse("wagtailadmin_login")).headers["Location"] == ASK
    sign_in(client, people["author"])
    assert at_the_desk(client)


# The code


def test_the_right_code_opens_the_desk_once(client, people, clock):
    device = phone_of(people["editor"])
    code = code_of(device)
    sign_in(client, people["editor"])
    before = client.session.session_key
    response = answer(client, code, next="/admin/pages/")
    assert response.headers["Location"] == "/admin/pages/"
    assert client.session.session_key != before
    assert at_the_desk(client)
    client.logout()
    sign_in(client, people["editor"])
    answer(client, code)
    assert not at_the_desk(client)


def test_wrong_codes_are_slowed_down(client, people, clock):
    device = phone_of(people["editor"])
    sign_in(client, people["editor"])
    client.cookies["django_language"] = "en"
    wrong = f"{(int(code_of(device)) + 1) % 1_000_000:06d}"
    for wait in (1, 2, 4):
        assert "This code is wrong" in answer(client, wrong).content.decode()
        page = answer(client, code_of(device)).content.decode()
        assert f"again in {wait} second" in page
        clock.shift(wait)
    assert answer(client, code_of(device)).status_code == 302
    assert at_the_desk(client)


def test_a_recovery_code_works_once(client, people):
    phone_of(people["editor"])
    first = policy.codes_of(people["editor"])[0]
    sign_in(client, people["editor"])
    assert answer(client, f" {first[:4].upper()}-{first[4:]} ").status_code == 302
    assert at_the_desk(client)
    assert len(policy.codes_of(people["editor"])) == policy.RECOVERY_CODES - 1
    client.logout()
    sign_in(client, people["editor"])
    answer(client, first)
    assert not at_the_desk(client)


def test_nobody_elses_codes_count(client, people):
    phone_of(people["editor"])
    phone_of(people["admin"])
    sign_in(client, people["editor"])
    answer(client, policy.codes_of(people["admin"])[0])
    assert not at_the_desk(client)


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "http:///evil"]
)
def test_next_leads_nowhere_else(client, people, clock, address):
    device = phone_of(people["editor"])
    sign_in(client, people["editor"])
    assert client.get(ASK, {"next": address}).context["next"] == HOME
    assert answer(client, code_of(device), next=address).headers["Location"] == HOME


# On


def key_shown(response) -> str:
    return b32decode(response.context["key"].replace(" ", "")).hex()


def test_setting_up_ends_with_recovery_codes_that_are_shown_once(client, people, required, clock):
    person = people["confirmer"]
    sign_in(client, person)
    page = client.get(SET_UP, {"next": "/admin/pages/"})
    key = key_shown(page)
    assert "<svg" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert key_shown(client.get(SET_UP)) == key
    client.post(SET_UP, {"code": "000000"})
    assert policy.device_of(person) is None
    page = client.post(SET_UP, {"code": code_of(TOTPDevice(key=key)), "next": "/admin/pages/"}, follow=True)
    shown = re.findall(r"<code>(\w{8})</code>", page.content.decode())
    assert shown == policy.codes_of(person)
    assert len(shown) == policy.RECOVERY_CODES
    text = client.get(reverse("second_factor:codes_as_text"))
    assert "attachment" in text.headers["Content-Disposition"]
    assert all(code in text.content.decode() for code in shown)
    assert client.post(CODES, {"next": "/admin/pages/"}).status_code == 200
    assert client.post(CODES, {"next": "/admin/pages/", "kept": "on"}).headers["Location"] == "/admin/pages/"
    assert client.get(CODES).headers["Location"] == HOME
    assert client.get(reverse("second_factor:codes_as_text")).status_code == 404
    assert at_the_desk(client)
    assert actions(person) == [policy.TURNED_ON]


def test_each_session_is_shown_a_key_of_its_own(client, people, required):
    other = Client()
    for one in (client, other):
        sign_in(one, people["editor"])
    assert key_shown(client.get(SET_UP)) != key_shown(other.get(SET_UP))


def test_whoever_is_second_to_set_up_changes_nothing(people, clock):
    phone = phone_of(people["editor"])
    other = "32" * 20
    assert policy.turn_on(people["editor"], other, code_of(TOTPDevice(key=other))) is None
    assert policy.device_of(people["editor"]) == phone


def signed_in(client, person) -> TOTPDevice:
    device = phone_of(person)
    sign_in(client, person)
    answer(client, code_of(device))
    assert at_the_desk(client)
    return device


def test_another_phone_needs_a_proof_and_takes_the_place_of_the_first(client, people, clock):
    person = people["editor"]
    device = signed_in(client, person)
    key = key_shown(client.get(SET_UP))
    code = code_of(TOTPDevice(key=key))
    for proof in ("", "wrong-password"):
        assert client.post(SET_UP, {"code": code, "proof": proof}).status_code == 200
        assert policy.device_of(person) == device
    assert client.post(SET_UP, {"code": code, "proof": PASSWORD}).status_code == 302
    assert policy.device_of(person).key == key
    assert TOTPDevice.objects.filter(user=person).count() == 1
    assert at_the_desk(client)


def test_the_old_phone_stays_when_the_new_one_shows_another_code(client, people, clock):
    device = signed_in(client, people["editor"])
    codes = policy.codes_of(people["editor"])
    client.get(SET_UP)
    assert client.post(SET_UP, {"code": "12345", "proof": PASSWORD}).status_code == 200
    assert (policy.device_of(people["editor"]), policy.codes_of(people["editor"])) == (device, codes)


# The account


def test_new_recovery_codes_need_a_proof(client, people, clock):
    person = people["author"]
    device = signed_in(client, person)
    before = policy.codes_of(person)
    assert client.post(NEW_CODES, {"proof": "no"}).status_code == 200
    assert policy.codes_of(person) == before
    clock.shift(60)
    assert client.post(NEW_CODES, {"proof": code_of(device)}).headers["Location"].startswith(CODES)
    assert not set(policy.codes_of(person)) & set(before)
    assert actions(person) == [policy.TURNED_ON, policy.NEW_CODES]


def test_those_who_need_not_may_turn_it_off(client, people, required, clock):
    person = people["author"]
    signed_in(client, person)
    assert OFF in client.get(reverse("wagtailadmin_account")).content.decode()
    assert client.post(OFF, {"proof": "no"}).status_code == 200
    assert policy.device_of(person)
    assert client.post(OFF, {"proof": PASSWORD}).status_code == 302
    assert policy.device_of(person) is None
    assert not StaticToken.objects.exists()
    assert at_the_desk(client)
    assert actions(person) == [policy.TURNED_ON, policy.TURNED_OFF]


def test_those_who_must_may_not(client, people, required, clock):
    signed_in(client, people["editor"])
    assert OFF not in client.get(reverse("wagtailadmin_account")).content.decode()
    client.post(OFF, {"proof": PASSWORD})
    assert policy.device_of(people["editor"])


def test_the_account_can_still_be_saved(client, people):
    client.force_login(people["author"])
    page = client.get(reverse("wagtailadmin_account"))
    assert SET_UP in page.content.decode()
    fields = {"name_email-email": "a@b.example", "locale-preferred_language": "en", "theme-theme": "system"}
    fields |= {"theme-contrast": "system", "theme-density": "default", "theme-keyboard_shortcuts": "on"}
    fields |= {"locale-current_time_zone": "Asia/Shanghai"}
    client.post(reverse("wagtailadmin_account"), fields)
    people["author"].refresh_from_db()
    assert people["author"].email == "a@b.example"
    # Whoever has no address gets no letters, and chooses a language all the same.
    client.post(
        reverse("wagtailadmin_account"), fields | {"name_email-email": "", "locale-preferred_language": "zh-hans"}
    )
    assert UserProfile.get_for_user(people["author"]).preferred_language == "zh-hans"


# Reset


def reset_address(person) -> str:
    return reverse("second_factor:reset", args=[person.pk])


def test_an_administrator_resets_somebody_elses(client, people, clock):
    theirs = Client()
    signed_in(theirs, people["editor"])
    client.force_login(people["admin"])
    edit = reverse("wagtailusers_users:edit", args=[people["editor"].pk])
    assert reset_address(people["editor"]) in client.get(edit).content.decode()
    assert client.get(reset_address(people["editor"])).status_code == 200
    assert policy.device_of(people["editor"])
    assert client.post(reset_address(people["editor"])).headers["Location"] == edit
    assert policy.device_of(people["editor"]) is None
    assert reset_address(people["editor"]) not in client.get(edit).content.decode()
    entry = log_registry.get_logs_for_instance(people["editor"]).get(action=policy.RESET)
    assert entry.user == people["admin"]
    assert KEY not in str(entry.data)


def test_after_a_reset_a_new_one_must_be_set_up(client, people, required, clock):
    signed_in(client, people["editor"])
    policy.forget(people["editor"], policy.RESET, by=people["admin"])
    assert client.get(HOME, follow=True).request["PATH_INFO"] == SET_UP


def test_who_may_reset_whose(client, people):
    people["operator"].user_permissions.add(Permission.objects.get(codename="change_user"))
    for person in people.values():
        policy.turn_on(person, KEY, code_of(TOTPDevice(key=KEY)))
    may = {
        (by, whose)
        for by in ("operator", "editor", "admin")
        for whose in ("author", "admin", "operator")
        if policy.may_reset(type(people[by]).objects.get(pk=people[by].pk), people[whose])
    }
    assert may == {("operator", "author"), ("admin", "author"), ("admin", "operator")}


def test_whoever_may_not_is_refused(client, people):
    phone_of(people["author"])
    client.force_login(people["editor"])
    client.post(reset_address(people["author"]))
    assert policy.device_of(people["author"])


def test_the_command_resets_the_only_administrators(people, capsys):
    phone_of(people["admin"])
    call_command("reset_second_factor", "admin")
    assert policy.device_of(people["admin"]) is None
    assert actions(people["admin"]) == [policy.TURNED_ON, policy.RESET]
    for name in ("admin", "nobody"):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", name)
