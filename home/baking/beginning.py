"""What a starting web server does: no page of an older program, template or setting is left.

Needs the settings and nothing else of Django, as the server's first process loads no application.
"""

from django.conf import settings

from home.baking import files, index


def begin_anew() -> None:
    """Throw all pages away and keep those from being written that an ending process is making."""
    if settings.BAKED_DIR is None:
        return
    with index.locked(index.BUSY_FOLLOWING) as database:
        index.mark(database, [index.ALL])
        for place, slot in index.showing(database, [index.ALL]).values():
            files.remove(files.folder(slot, place))
        database.execute("DELETE FROM pages")
        index.begin_anew(database)
    index.close()  # no connection may live on in the processes that are forked now
