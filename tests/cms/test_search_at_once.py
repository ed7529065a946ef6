"""Two processes put the same new object into the index at the same moment, as an upload and the worker do."""

import pytest
from django.db import connection

from tests.installation import Installation

TWO_AT_ONCE = """
import threading
from contextlib import suppress

from django.db import connections
from django.db.models import QuerySet
from modelsearch.backends import get_search_backend
from wagtail.models import Page
from wagtail.search.models import IndexEntry

IndexEntry.objects.all().delete()
both_have_looked = threading.Barrier(2)
create = QuerySet.bulk_create


def create_later(self, *arguments, **options):
    # Broken where the other is kept out, as it should be.
    with suppress(threading.BrokenBarrierError):
        both_have_looked.wait(2)
    return create(self, *arguments, **options)


def add():
    try:
        get_search_backend().add(Page.objects.get(depth=1))
    except Exception as error:
        print(repr(error))
    finally:
        connections.close_all()


QuerySet.bulk_create = create_later
threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(IndexEntry.objects.count(), "entry")
"""


@pytest.mark.django_db
def test_an_object_is_added_by_two(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL inserts or updates in one statement")
    # A database in memory has no second process, and its locks do not wait.
    installation = Installation(tmp_path)
    installation.manage("migrate", "--verbosity", "0")
    assert installation.manage("shell", "--no-imports", "-c", TWO_AT_ONCE).stdout.splitlines() == ["1 entry"]
