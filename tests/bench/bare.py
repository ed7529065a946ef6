"""The yardstick: the least a Django program can do, under the same server and database settings.

Settings, addresses and views in one module; no middleware, no templates, no sessions.
"""

import os
from pathlib import Path

import environ
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path

FOLDER = Path(os.environ["BENCH_FOLDER"])

SECRET_KEY = "only-for-measurements"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.bench.bare"
INSTALLED_APPS: list[str] = []
MIDDLEWARE: list[str] = []
# The server's settings ask for it: no page is kept.
BAKED_DIR = None
USE_TZ = True
DATABASES = {"default": environ.Env().db_url("DATABASE_URL", default=f"sqlite:///{FOLDER / 'bare.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

_bodies: dict[str, bytes] = {}


def same_bytes(request, name: str) -> HttpResponse:
    if name not in _bodies:
        _bodies[name] = (FOLDER / f"{name}.body").read_bytes()
    body = _bodies[name]
    return HttpResponse(body, headers={"Content-Length": str(len(body))})


def insert_and_redirect(request) -> HttpResponseRedirect:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bare_click (link, at, visitor, flag) VALUES (%s, CURRENT_TIMESTAMP, %s, %s)",
            ["code", "0" * 16, ""],
        )
    return HttpResponseRedirect("https://item.jd.com/1.html", headers={"Content-Length": "0"})


def make_table() -> None:
    number = "INTEGER PRIMARY KEY AUTOINCREMENT" if connection.vendor == "sqlite" else "BIGSERIAL PRIMARY KEY"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS bare_click (id {number}, link TEXT, at TEXT, visitor TEXT, flag TEXT)"
        )
        cursor.execute("CREATE INDEX IF NOT EXISTS bare_click_link ON bare_click (link, visitor, at)")


urlpatterns = [path("bytes/<str:name>", same_bytes), path("go", insert_and_redirect)]
