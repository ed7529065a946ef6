"""How a page that lies there as a file is served, and which pages never lie there."""

import gzip
import os
import threading
import time
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from home.baking import files, following, index, keeping, reconcile, slots
from home.baking.middleware import BakingMiddleware
from home.baking.serving import Baked
from products.showing import Shown, baked, show_only
from tests.home.keeping import HOST, serve

PATH = "/zh-hans/places/"
CHINA = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.BAKED_DIR = tmp_path / "baked"
    yield settings.BAKED_DIR
    index.close()


def page(*keys: str, body: str = "<p>丰收</p>", **headers: str) -> HttpResponse:
    """An answer of a marked view that shows these sets."""

    @baked
    def view(request):
        show_only(*keys)
        return HttpResponse(body, headers=headers)

    return view


def ask(view, path: str = PATH, method: str = "get", **extra) -> HttpResponse:
    extra = {"HTTP_HOST": HOST, **extra}
    return BakingMiddleware(view)(getattr(RequestFactory(), method)(path, **extra))


def test_served_with_djangos_headers_and_a_mark_of_its_own():
    ask(page("a", **{"Content-Security-Policy": "default-src 'none'", "Referrer-Policy": "same-origin"}))
    status, headers, body = serve(PATH)
    assert (status, body) == ("200 OK", "<p>丰收</p>".encode())
    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Content-Length"] == str(len(body))


def test_compressed_for_those_who_take_it():
    ask(page("a"))
    plain = serve(PATH)
    _status, headers, body = serve(PATH, HTTP_ACCEPT_ENCODING="gzip, br")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == plain[2]
    assert headers["ETag"] != plain[1]["ETag"]
    assert "Content-Encoding" not in serve(PATH, HTTP_ACCEPT_ENCODING="gzip;q=0, br")[1]


@pytest.mark.parametrize("form", ["{}", 'W/{}, "other"', '"other", {}', "*"], ids=["same", "weak", "list", "any"])
def test_not_modified(form):
    ask(page("a"))
    etag = serve(PATH)[1]["ETag"]
    status, headers, body = serve(PATH, HTTP_IF_NONE_MATCH=form.format(etag))
    assert (status, body, headers["ETag"]) == ("304 Not Modified", b"", etag)
    assert serve(PATH, HTTP_IF_NONE_MATCH='"other"')[0] == "200 OK"


def test_head_has_the_length_and_no_body():
    ask(page("a"))
    _status, headers, body = serve(PATH, REQUEST_METHOD="HEAD")
    assert (body, headers["Content-Length"]) == (b"", str(len("<p>丰收</p>".encode())))


@pytest.mark.parametrize(
    "request_",
    [
        {"REQUEST_METHOD": "POST"},
        {"QUERY_STRING": "page=2"},
        {"QUERY_STRING": "from=2026-11-01"},
        {"QUERY_STRING": "utm_source=x&page=2"},
        {"HTTP_COOKIE": "a=b; sessionid=xyz"},
        {"HTTP_AUTHORIZATION": "Basic xyz"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": "../testserver"},
        {"wsgi.url_scheme": "https"},
        {"SCRIPT_NAME": "/below"},
    ],
    ids=lambda request: next(iter(request)) + request[next(iter(request))][:6],
)
def test_left_to_django(request_):
    ask(page("a"))
    assert serve(PATH) is not None
    assert serve(PATH, **request_) is None


SHARED = ["from=timeline", "from=singlemessage&isappinstalled=0", "utm_source=qq&utm_medium=", "spm=a1z.1%26&gclid=1&"]


@pytest.mark.parametrize("query", SHARED)
def test_what_apps_add_to_an_address_does_not_matter(query):
    seen = []
    wrapped = Baked(lambda environ, start: seen.append(environ["QUERY_STRING"]) or [])
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": PATH, "HTTP_HOST": HOST, "wsgi.url_scheme": "http"}
    list(wrapped(asked | {"QUERY_STRING": query}, lambda *_: None))
    list(wrapped(asked | {"QUERY_STRING": f"page=2&{query}"}, lambda *_: None))
    assert seen == ["", f"page=2&{query}"]
    ask(page("a"))
    assert serve(PATH, QUERY_STRING=query) == serve(PATH)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/zh-hans",
        "//zh-hans/",
        "/zh-hans/../en/",
        "/./",
        "/.git/",
        "/zh-hans/\0/",
        "/" + "a" * 600 + "/",
        "/故事/",
    ],
)
def test_addresses_that_are_never_kept(path):
    assert files.place(HOST, path) is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60).map(lambda text: f"/{text}/"))
def test_no_address_leaves_its_folder(path):
    place = files.place(HOST, path)
    if place is not None:
        assert os.path.normpath(f"/top/{place}") == f"/top/{place}"


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse("x", status=404),
        HttpResponse("{}", content_type="application/json"),
        HttpResponse("x", headers={"Vary": "Cookie"}),
        HttpResponse("x", headers={"Vary": "Accept-Language"}),
        HttpResponse("x", headers={"Cache-Control": "no-cache"}),
        HttpResponse("x", headers={"Cache-Control": "private, max-age=3"}),
        HttpResponse("x", headers={"Content-Security-Policy": "script-src 'nonce-abc'"}),
        HttpResponse('<input name="csrfmiddlewaretoken">'),
    ],
    ids=["404", "json", "cookie", "language", "no-cache", "private", "nonce", "form"],
)
def test_answers_that_are_never_kept(answer):
    ask(baked(lambda request: answer))
    assert serve(PATH) is None


def test_an_answer_that_sets_a_cookie_is_never_kept():
    answer = HttpResponse("x")
    answer.set_cookie("a", "b")
    ask(baked(lambda request: answer))
    assert serve(PATH) is None


def test_a_view_that_nobody_marked_is_never_kept():
    ask(lambda request: HttpResponse("x"))
    assert serve(PATH) is None


@pytest.mark.parametrize(
    "extra",
    [{"QUERY_STRING": "q=1"}, {"HTTP_COOKIE": "sessionid=1"}, {"HTTP_HOST": "other.example"}, {"secure": True}],
    ids=["query", "session", "host", "https"],
)
def test_requests_whose_answer_is_never_kept(extra, folder):
    ask(page("a"), **extra)
    assert not list(folder.rglob(files.PLAIN))


def test_a_page_that_reads_what_is_not_public_is_never_kept():
    shown = Shown()
    shown.tables = {"products_letter"}
    assert keeping.keys_of(shown) is None


def test_until_midnight_in_china_or_the_next_ten_minutes(monkeypatch):
    late = datetime(2026, 11, 29, 23, 58, tzinfo=CHINA)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    ask(page("a"))
    assert serve(PATH) is not None
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 30, 0, 0, tzinfo=CHINA))
    assert serve(PATH) is None
    assert slots.current(late) == ("2026-11-29", "2026-11-29T235")


def test_orders_and_clicks_are_kept_for_minutes(monkeypatch):
    begun = keeping.begin(RequestFactory().get(PATH, HTTP_HOST=HOST))
    shown = Shown()
    shown.tables = {"commerce_click"}
    assert keeping.keep(begun, shown, HttpResponse("figures"))
    assert index.connection().execute("SELECT slot FROM pages").fetchone() == (slots.ten_minutes(begun.at),)


# Changes and pages that are being made at the same time


def test_a_page_made_from_what_has_changed_meanwhile_is_not_written():
    def slow(request):
        answer = page("stories:en")(request)
        following.throw_away(["stories:en"])  # committed and followed while the page was being made
        return answer

    ask(slow)
    assert serve(PATH) is None
    ask(page("stories:en"))
    assert serve(PATH) is not None


def test_another_change_does_not_keep_it_from_being_written():
    def slow(request):
        answer = page("stories:en")(request)
        following.throw_away(["stories:zh-hans"])
        return answer

    ask(slow)
    assert serve(PATH) is not None


def test_a_change_between_the_two_steps_of_writing(monkeypatch):
    """First what it shows is written down, then the page: who removes it in between takes the first away."""
    locked, steps = index.locked, []

    @contextmanager
    def counted(seconds):
        steps.append(seconds)
        if len(steps) == 2:
            monkeypatch.setattr(index, "locked", locked)
            following.throw_away(["stories:en"])
        with locked(seconds) as database:
            yield database

    monkeypatch.setattr(index, "locked", counted)
    ask(page("stories:en"))
    assert len(steps) == 2
    assert serve(PATH) is None


def test_many_writers_and_one_who_throws_away():
    """Whatever was followed last is not shown by any file that lies there afterwards."""
    truth = {"version": 0}
    end = time.monotonic() + 1.5

    def reader(number: int) -> None:
        while time.monotonic() < end:
            ask(lambda request: page("a", body=f"<p>{truth['version']}</p>")(request), f"/zh-hans/places/{number}/")
        index.close()

    def writer() -> None:
        while time.monotonic() < end:
            truth["version"] += 1
            following.throw_away(["a"])
            time.sleep(0.01)
        index.close()

    threads = [threading.Thread(target=reader, args=(number % 2,)) for number in range(4)]
    threads.append(threading.Thread(target=writer))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(2):
        found = serve(f"/zh-hans/places/{number}/")
        assert found is None or found[2].decode() == f"<p>{truth['version']}</p>"


def test_a_process_of_an_older_program_writes_nothing():
    from home.baking import beginning

    ask(page("a"))
    born = dict(index._born)
    beginning.begin_anew()
    assert serve(PATH) is None
    index.connection()
    index._born.update(born)  # what an older process still remembers
    ask(page("a"))
    assert serve(PATH) is None


# Strays


@pytest.fixture
def nothing_changed(monkeypatch):
    monkeypatch.setattr(following, "follow", lambda *_: 0)


def test_strays_go_and_pages_stay(folder, nothing_changed):
    ask(page("a"))
    stray = files.folder(slots.day(), f"{HOST}/en/stray")
    files.write(stray, b"old", {"etag": "x", "bytes": 3, "headers": []})
    half = files.folder(slots.day(), f"{HOST}/en/half")
    half.mkdir(parents=True)
    (half / f"{files.TEMPORARY}x").write_bytes(b"ha")
    (half / files.PACKED).write_bytes(b"half")
    for name in half.iterdir():
        os.utime(name, (0, 0))
    yesterday = files.folder("2020-01-01", f"{HOST}/en/old")
    files.write(yesterday, b"old", {})
    found = reconcile.reconcile(sample=0)
    assert found.strays == 3
    assert serve(PATH) is not None
    assert not (stray / files.PLAIN).exists()
    assert not yesterday.exists()
    assert not [name for name in half.rglob("*") if name.is_file()]


def test_a_page_that_is_not_what_django_says_goes(nothing_changed, monkeypatch, caplog):
    ask(page("a"))
    monkeypatch.setattr(reconcile, "ask_django", lambda place: "<p>丰收</p>".encode())
    assert reconcile.reconcile().different == 0
    monkeypatch.setattr(reconcile, "ask_django", lambda place: None)
    assert reconcile.reconcile().different == 1
    assert serve(PATH) is None
    assert "had changed" in caplog.text
