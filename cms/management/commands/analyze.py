"""Tells SQLite how full its tables are, so that it reads the smaller one first. PostgreSQL sees to it by itself."""

from django.core.management.base import BaseCommand
from django.db import connection

# Rows looked at of each index: a moment's work, however large the table.
ROWS = 1000


class Command(BaseCommand):
    help = "Gather what SQLite's planner needs to know of the tables. Does nothing on other databases."

    def handle(self, *args, **options) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA analysis_limit = {ROWS}")
                cursor.execute("ANALYZE")
