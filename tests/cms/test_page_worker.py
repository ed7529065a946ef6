"""The worker's short way says what its usual way would, and keeps the connection where that does."""

import re
import socket
from collections import deque

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import TConn, ThreadWorker

from cms.page_worker import PageWorker
from home.baking import files, index, slots
from home.baking.serving import Baked

HOST, PATH = "testserver", "/zh-hans/places/"
BODY = "<p>丰收</p>".encode()


@pytest.fixture(autouse=True)
def a_page(settings, tmp_path):
    settings.BAKED_DIR, settings.BAKED_HOSTS = tmp_path / "baked", [HOST]
    head = {"etag": "mark", "bytes": len(BODY), "headers": [["Content-Type", "text/html; charset=utf-8"]]}
    files.write(files.folder(slots.day(), f"{HOST}/zh-hans/places"), BODY, head)
    yield
    index.close()


def answer(kind: type[ThreadWorker], request: bytes, **state) -> tuple[bytes, bool, list]:
    """What is sent, whether the connection is kept, and what WSGI was asked for."""
    asked = []

    def application(environ, start_response):
        asked.append(environ["PATH_INFO"])
        return pages(environ, start_response)

    def django(environ, start_response):
        start_response("200 OK", [("Content-Length", "6")])
        return [b"Django"]

    pages = Baked(django)
    worker = kind.__new__(kind)
    worker.cfg = Config()
    worker.log = Logger(worker.cfg)
    worker.__dict__.update({"alive": True, "nr": 0, "max_requests": 100, "max_keepalived": 9} | state)
    worker.keepalived_conns, worker.wsgi = deque(), application
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(request)
        theirs.shutdown(socket.SHUT_WR)
        kept = worker.handle(TConn(worker.cfg, ours, ("127.0.0.1", 1), ("127.0.0.1", 80)))
        ours.close()
        said = b"".join(iter(lambda: theirs.recv(65536), b""))
    return re.sub(rb"\r\nDate: [^\r]+", b"", said), kept, asked


def request(*lines: str, first: str = f"GET {PATH} HTTP/1.1") -> bytes:
    return "\r\n".join([first, f"Host: {HOST}", *lines, "", ""]).encode()


@pytest.mark.parametrize(
    "asked",
    [
        request(),
        request("Accept-Encoding: gzip, br"),
        request("Cookie: theme=dark", "User-Agent: x"),
        request(first=f"GET {PATH}?from=timeline HTTP/1.1"),
    ],
    ids=["plain", "packed", "cookie", "shared"],
)
def test_a_page_that_lies_there_is_sent_ahead_of_wsgi(asked):
    said, kept, wsgi = answer(PageWorker, asked)
    assert (said, kept) == answer(ThreadWorker, asked)[:2]
    assert said.startswith(b"HTTP/1.1 200 OK")
    assert b"Django" not in said
    assert (kept, wsgi) == (True, [])


@pytest.mark.parametrize(
    "asked",
    [
        request('If-None-Match: "mark"'),
        request("Connection: close"),
        request("Cookie: sessionid=1"),
        request("Cookie: a=b", "Cookie: sessionid=1"),
        request("Authorization: Basic x"),
        request(first=f"GET {PATH} HTTP/1.0"),
        request(first=f"HEAD {PATH} HTTP/1.1"),
        request(first=f"GET {PATH}?page=2 HTTP/1.1"),
        request(first="GET /zh-hans/%70laces/ HTTP/1.1"),
        request(first="GET /zh-hans/other/ HTTP/1.1"),
        request("Content-Length: 1", first=f"POST {PATH} HTTP/1.1") + b"x",
        request("Content-Length: 1") + b"x",
        request().replace(HOST.encode(), b"elsewhere"),
    ],
    ids=lambda asked: asked.decode().replace("\r\n", "|").strip("|"),
)
def test_everything_else_goes_its_usual_way(asked):
    ours = answer(PageWorker, asked)
    assert ours == answer(ThreadWorker, asked)
    assert ours[2], "WSGI was asked"


@pytest.mark.parametrize("state", [{"alive": False}, {"nr": 99}, {"max_keepalived": 0}], ids=str)
def test_a_worker_that_ends_or_is_full_keeps_no_connection(state):
    said, kept, wsgi = answer(PageWorker, request(), **state)
    assert (said, kept) == answer(ThreadWorker, request(), **state)[:2]
    assert (kept, bool(wsgi)) == (False, True)
    assert b"Connection: close" in said
