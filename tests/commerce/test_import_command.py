"""`manage.py import_orders`."""

import pytest
from django.core.management import CommandError, call_command

from commerce.models import LedgerEntry
from tests.commerce.checks import ROW, assert_nothing_written
from tests.commerce.factories import csv_file, order_row

pytestmark = pytest.mark.django_db


def write(tmp_path, data: bytes, name: str = "orders.csv"):
    path = tmp_path / name
    path.write_bytes(data)
    return str(path)


def test_the_command_imports_and_says_so(shop, tmp_path, capsys):
    path = write(tmp_path, csv_file([ROW]))
    call_command("import_orders", path, platform="jd", dry_run=True)
    assert_nothing_written()
    call_command("import_orders", path, platform="jd")
    assert LedgerEntry.objects.count() == 1
    before = capsys.readouterr().out
    assert "10.000" in before
    assert "56.00" in before
    call_command("import_orders", path, platform="jd")
    assert LedgerEntry.objects.count() == 1
    assert capsys.readouterr().out != before


def test_the_command_lists_rejected_rows_and_fails(shop, tmp_path, capsys):
    path = write(tmp_path, csv_file([ROW, {**order_row(), "skuNum": "many"}]))
    with pytest.raises(CommandError):
        call_command("import_orders", path, platform="jd")
    assert "3" in capsys.readouterr().err
    assert_nothing_written()


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_the_command_with_a_file_it_cannot_read(tmp_path, name):
    with pytest.raises(CommandError):
        call_command("import_orders", str(tmp_path / name), platform="jd")
