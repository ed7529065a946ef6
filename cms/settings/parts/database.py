"""SQLite by default, PostgreSQL by `DATABASE_URL`; cache in memory by default, Redis by `CACHE_URL`."""

from .environment import VAR_DIR, env

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'fengshou.sqlite3'}")}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a writer waits its turn instead of failing half-way. WAL: readers go on meanwhile.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    )
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A connection a request costs most of the throughput of the redirect: on PostgreSQL the handshake, on SQLite
# the set-up, the reading of the schema (8 ms), and a checkpoint with its fsync whenever the last connection closes.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://fengshou")}
CACHES["renditions"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"}

TASKS = {
    "default": {
        # Enqueueing is an INSERT in the caller's transaction: the task table is the outbox.
        "BACKEND": "django_tasks_db.DatabaseBackend",
        # Films take minutes and have a worker of their own.
        "QUEUES": ["default", "films"],
    }
}
