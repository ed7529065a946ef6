"""Rows made of rows by the database: one statement, however many."""

from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet


def insert_from(model: type[Model], chosen: QuerySet, columns: dict[str, Any]) -> int:
    """`INSERT INTO model (columns) SELECT … FROM chosen`; return how many rows. `columns`: column name → expression."""
    annotated = chosen.order_by().annotate(**{f"new_{name}": value for name, value in columns.items()})
    sql, params = annotated.values_list(*(f"new_{name}" for name in columns)).query.sql_with_params()
    into = ", ".join(connection.ops.quote_name(name) for name in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        # Names come from the model, values go as parameters.
        cursor.execute(f"INSERT INTO {table} ({into}) {sql}", params)
        return cursor.rowcount
