"""Channels of installed packages, found by entry points: a channel more needs no change in this tree."""

import json
import re
from importlib.metadata import EntryPoint, entry_points

from channels.contract import Adapter
from channels.spec import ChannelSpec, schema_path

GROUP = "fengshou.channels"
# As long as the database's column for it.
_KEY = re.compile(r"[a-z][a-z0-9-]{1,19}")
# The letters of our own site in the codes of purchase links.
OWN_LETTERS = "we"


def outside_adapters(ours: tuple[Adapter, ...]) -> tuple[tuple[Adapter, ...], tuple[str, ...]]:
    """Return the adapters of installed packages, by the names of their entry points, and the faults of the rest.

    A faulty one is left out, so that it holds up no other; the system checks name the faults.
    """
    found: list[Adapter] = []
    faults: list[str] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        try:
            adapter = _adapter(point)
            _refuse(adapter, [*ours, *found])
        except Exception as error:
            faults.append(f"The channel “{point.name}” ({point.value}) is left out: {type(error).__name__}: {error}")
        else:
            found.append(adapter)
    return tuple(found), tuple(faults)


def _adapter(point: EntryPoint) -> Adapter:
    """An entry point names an adapter, or a class or function that gives one."""
    loaded = point.load()
    return loaded() if callable(loaded) else loaded


def _refuse(adapter: Adapter, others: list[Adapter]) -> None:
    """Raise ValueError or AttributeError where an adapter does not keep the contract."""
    if not isinstance(adapter.spec, ChannelSpec) or not callable(adapter.check) or not callable(adapter.render):
        raise ValueError("an adapter has a spec, check() and render()")
    if not isinstance(adapter.version, int) or adapter.version < 1:
        raise ValueError("the version is a whole number from 1 on")
    if not _KEY.fullmatch(adapter.key):
        raise ValueError(f"the key “{adapter.key}” is not 2 to 20 of a-z, 0-9 and -")
    if adapter.spec.key != adapter.key:
        raise ValueError(f"its spec is that of “{adapter.spec.key}”")
    if adapter.key in {other.key for other in others}:
        raise ValueError(f"the key “{adapter.key}” is taken")
    if adapter.spec.code in {OWN_LETTERS, *(other.spec.code for other in others)}:
        raise ValueError(f"the link letters “{adapter.spec.code}” are taken")
    json.loads(schema_path(adapter.key).read_text(encoding="utf-8"))
