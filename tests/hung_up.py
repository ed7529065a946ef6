"""A database server that hangs up on a kept connection, as it does when it is started anew."""

from django.db import connection


def hang_up() -> None:
    """End the server process behind this thread's connection, from another connection. PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [number] = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    other.close()
