"""`manage.py import_orders`."""

import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from commerce.models import LedgerEntry, OrderImport, OrderLine
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


def test_the_same_file_fifty_times_counts_once(shop, tmp_path, capsys):
    path = write(tmp_path, csv_file([order_row() for _ in range(5)]))
    for _time in range(50):
        call_command("import_orders", path, platform="jd")
    assert (OrderImport.objects.count(), OrderLine.objects.count(), LedgerEntry.objects.count()) == (1, 5, 5)


def test_a_long_file_says_how_far_it_is_and_names_slots_of_no_channel(shop, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("commerce.management.commands.import_orders.TOLD_FROM", 0)
    path = write(tmp_path, csv_file([order_row(positionId="77") for _ in range(1_200)]))
    call_command("import_orders", path, platform="jd")
    out, err = capsys.readouterr()
    assert [line.count("1,200") for line in err.splitlines()] == [1, 2]
    assert "1,000" in err
    assert "77" in out


def test_reading_and_importing_loads_no_dictionary_and_no_film_library(tmp_path):
    """Each takes tens of megabytes of the process that imports."""
    said = (
        "import sys, django; django.setup(); import commerce.management.commands.import_orders;"
        "print([name for name in ('pypinyin', 'rjieba', 'av') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", said], env=os.environ, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
