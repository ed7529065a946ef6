"""Addresses outside the language trees stay what they are; each area has its content security policy."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/go/unknown", "/verify/UNKNOWN", "/api/v1/unknown", "/healthz/unknown"])
def test_a_missing_address_is_404_not_a_redirect(site, client, path):
    assert client.get(path).status_code == 404


def directives(response) -> dict[str, str]:
    header = response["Content-Security-Policy"]
    return {name: rest for name, _, rest in (part.strip().partition(" ") for part in header.split(";"))}


@pytest.mark.django_db
def test_the_public_site_allows_no_inline_script(site, client):
    policy = directives(client.get("/zh-hans/"))
    assert "'unsafe-inline'" not in policy["script-src"]
    assert policy["default-src"] == "'none'"


@pytest.mark.django_db
def test_the_policy_allows_the_sheet_in_the_page_and_no_other(site, client):
    answer = client.get("/zh-hans/")
    (sheet,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    assert directives(answer)["style-src"].split() == ["'self'", f"'sha256-{digest}'"]


@pytest.mark.django_db
def test_public_pages_made_anew_are_compressed(site, client):
    answer = client.get("/zh-hans/?from=wechat", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/admin/login/", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in client.get("/zh-hans/?from=wechat")


@pytest.mark.django_db
def test_the_admin_loads_nothing_from_elsewhere(client):
    policy = directives(client.get("/admin/login/"))
    assert policy["script-src"] == "'self' 'unsafe-inline'"
    assert not any("http" in sources or "*" in sources for sources in policy.values())
