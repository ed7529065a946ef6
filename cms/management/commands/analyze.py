"""Tells the database how full its tables are, so that it reads the smaller one first.

PostgreSQL sees to it by itself, but some minutes after much was written at once.
"""

from django.core.management.base import BaseCommand
from django.db import connection

# Rows looked at of each index of SQLite's: a moment's work, however large the table.
ROWS = 1000


class Command(BaseCommand):
    help = "Gather what the database's planner needs to know of the tables."

    def handle(self, *args, **options) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"PRAGMA analysis_limit = {ROWS}")
            cursor.execute("ANALYZE")
