"""What is refused before any view is asked is said on a page of the house, in the reader's language."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.test import Client

pytestmark = pytest.mark.django_db


def heading(response) -> str:
    return BeautifulSoup(response.content, "html.parser").h1.get_text(strip=True)


def test_a_form_without_its_token(site):
    response = Client(enforce_csrf_checks=True).post(
        "/admin/login/", {"username": "x"}, headers={"accept-language": "en"}
    )
    assert response.status_code == 403
    assert heading(response) == "This form can no longer be sent"


def test_a_foreign_host(site, client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    response = client.get("/en/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert heading(response) == "This request cannot be understood"


def test_too_many_wrong_passwords(site, client, settings):
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 1
    response = client.post("/admin/login/", {"username": "x", "password": "y"}, headers={"accept-language": "en"})
    assert response.status_code == 429
    assert heading(response) == "Too many failed attempts to log in"


@pytest.mark.parametrize(
    "path", ["..%2fsecret_key", "%2e%2e/secret_key", "a/%2e%2e/%2e%2e/secret_key", "%00", "none.jpg"]
)
def test_media_outside_the_folder_are_not_found(site, client, settings, tmp_path, path):
    settings.MEDIA_ROOT = tmp_path / "media"
    FileSystemStorage(tmp_path).save("secret_key", ContentFile(b"x"))
    assert client.get(f"/media/{path}").status_code == 404


def test_no_page_may_be_framed_elsewhere(site, client):
    assert client.get("/en/")["X-Frame-Options"] == "DENY"
