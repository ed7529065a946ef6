"""The example for nginx: serves what lies there with Django's headers, and asks Django for all else."""

import http.server
import shutil
import threading
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from django.conf import settings as project
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.test import RequestFactory

from home.baking import files, following, index, nginx, slots
from home.baking.middleware import BakingMiddleware
from products.showing import baked
from tests.home.test_baked_files import SHARED
from tests.nginx import HOST, PROGRAM, Nginx

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="nginx is not installed")
PATH = "/en/places/"


class Django(http.server.BaseHTTPRequestHandler):
    """Stands for the web server behind: says which address it was asked for."""

    def do_GET(self):
        body = f"Django: {self.path}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_POST = do_PUT = do_GET

    def log_message(self, *_):
        pass


@pytest.fixture
def clock() -> str:
    return "Asia/Shanghai"


@pytest.fixture
def front(settings, tmp_path, clock):
    settings.BAKED_DIR, settings.BAKED_HOSTS = tmp_path / "baked", [HOST]
    answer = HttpResponse("<p>baked</p>" * 50)
    page = SecurityMiddleware(baked(lambda request: answer))
    BakingMiddleware(page)(RequestFactory().get(PATH, HTTP_HOST=HOST))
    behind = http.server.ThreadingHTTPServer((HOST, 0), Django)
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    said = [("Content-Security-Policy", "default-src 'none'"), ("Vary", "x"), ("Referrer-Policy", 'a"b')]
    server = Nginx(tmp_path, project.BAKED_DIR, nginx.lines(said), behind.server_port, clock)
    yield server
    server.stop()
    behind.shutdown()
    behind.server_close()
    index.close()


def test_serves_what_lies_there(front):
    answer = front.get(PATH, **{"Accept-Encoding": "identity"})
    assert answer.text == "<p>baked</p>" * 50
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.headers["Referrer-Policy"] == 'a"b'
    assert answer.headers["Content-Language"] == "en"
    packed = front.get(PATH, **{"Accept-Encoding": "gzip"})
    assert (packed.headers["Content-Encoding"], packed.text) == ("gzip", answer.text)
    assert packed.headers["Vary"] == "Accept-Encoding"
    again = front.get(PATH, **{"If-None-Match": packed.headers["ETag"], "Accept-Encoding": "gzip"})
    assert again.status_code == 304


@pytest.mark.parametrize("query", SHARED)
def test_what_apps_add_to_an_address_does_not_matter(front, query):
    assert front.get(f"{PATH}?{query}").text.startswith("<p>baked")
    assert front.get(f"{PATH}?page=2&{query}").text == f"Django: {PATH}?page=2&{query}"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (f"{PATH}?page=2", {}),
        (PATH, {"Cookie": "a=b; sessionid=1"}),
        (PATH, {"Cookie": "__Host-session=1"}),
        (PATH, {"Authorization": "Basic x"}),
        ("/en/other/", {}),
        ("/en/places", {}),
        ("/en/places/index.head", {}),
        (f"/{slots.day()}/{HOST}/en/places/", {}),
        ("/index.sqlite3", {}),
    ],
    ids=["query", "session", "host-session", "login", "unknown", "no-slash", "head", "inside", "index"],
)
def test_asks_django_for_all_else(front, path, headers):
    assert front.get(path, **headers).text.startswith("Django:")


def test_its_clock_is_chinas(front):
    """The folder of ten minutes has the hour in its name."""
    lies = files.folder(slots.day(), f"{HOST}/en/places")
    minutes = files.folder(slots.ten_minutes(), f"{HOST}/en/places")
    minutes.parent.mkdir(parents=True)
    lies.rename(minutes)
    assert front.get(PATH).text.startswith("<p>baked")


@pytest.mark.parametrize("clock", ["UTC", "America/New_York"])
def test_on_another_clock_it_asks_django(front):
    """Else a page of yesterday would be served for the hours between there and China."""
    lies = files.folder(slots.day(), f"{HOST}/en/places")
    for hours in (-24, 0, 24):
        day = f"{datetime.now(UTC) + timedelta(hours=hours):%Y-%m-%d}"
        there = files.folder(day, f"{HOST}/en/places")
        if there != lies:
            shutil.copytree(lies, there)
    assert front.get(PATH).text == f"Django: {PATH}"


def test_what_was_thrown_away_is_djangos(front):
    following.throw_away([index.ALL])
    assert front.get(PATH).text == f"Django: {PATH}"


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_other_methods_are_djangos(front, method):
    answer = httpx.request(method, f"http://{HOST}:{front.port}{PATH}?a=%20b", content=b"x", headers={"Host": HOST})
    assert answer.text == f"Django: {PATH}?a=%20b"


def test_yesterdays_page_is_djangos(front, tmp_path):
    lies = files.folder(slots.day(), f"{HOST}/en/places")
    old = files.folder("2020-01-01", f"{HOST}/en/places")
    old.parent.mkdir(parents=True)
    lies.rename(old)
    assert front.get(PATH).text == f"Django: {PATH}"


@pytest.mark.django_db
def test_the_headers_are_djangos(settings, tmp_path, site):
    settings.BAKED_DIR = tmp_path / "baked"
    lines = nginx.headers()
    for name in ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options"):
        assert f"add_header {name} " in lines
    index.close()
