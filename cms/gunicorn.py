"""gunicorn's settings: threads, because a request mostly waits for the database."""

import gc
import os
from pathlib import Path

from cms import environment

environment.read()
_MEMORY = Path("/dev/shm")  # noqa: S108  the names of files in it are drawn by lot

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "cms.page_worker.PageWorker"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 2
# Each worker says several times a second, and at every call, that it is alive, by touching a file here.
worker_tmp_dir = str(_MEMORY) if _MEMORY.is_dir() else None
max_requests = 5000
max_requests_jitter = 500
loglevel = os.environ.get("LOG_LEVEL", "WARNING").lower()
control_socket_disable = True  # it would be kept in the home directory
accesslog = None  # addresses of readers are not kept


def worker_exit(server, worker):
    """Write what this process has counted of the API's callers."""
    from channels import access

    access.flush()


def post_worker_init(worker):
    """Load what readers would wait for, and leave all that out of every later search for garbage."""
    from products import pinyin

    pinyin.load()
    gc.collect()
    gc.freeze()


def on_reload(server):
    """Pages that an older program, its templates or its settings made are thrown away."""
    from home.baking import beginning

    beginning.begin_anew()


def on_starting(server):
    """Keep them out of what the server says of broken requests as well; begin without pages of an older program."""
    from cms.logs import DiscreetFormatter

    on_reload(server)
    for handler in server.log.error_log.handlers:
        handler.setFormatter(DiscreetFormatter(server.log.error_fmt, server.log.datefmt))
