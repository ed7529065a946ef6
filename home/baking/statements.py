"""Which rows and tables an SQL statement reads or writes: what pages depend on, and what makes them old.

Django's own statements have few forms. What is not understood is taken for more than it is, never for less.
"""

import re
from collections.abc import Iterable, Sequence

from home.baking import tables

_READ = re.compile(r'\b(?:FROM|JOIN) "(\w+)"')
_WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.IGNORECASE)
_INSERTED = re.compile(
    r"INSERT[^(]*\(([^)]*)\) (?:VALUES (.*?)|SELECT \* FROM UNNEST\(.*?)(?: ON CONFLICT.*| RETURNING.*)?\Z"
)
_SET = re.compile(r"\bSET (.*?)(?: WHERE (.*))?\Z", re.DOTALL)
_SET_COLUMN = re.compile(r'(?:\A|, )"?(\w+)"? ?= ?(%s(?=, |\Z))?')
_DELETED = re.compile(r"\bWHERE (.*)\Z", re.DOTALL)


def read(sql: str) -> set[str]:
    """The tables that a statement reads."""
    return set(_READ.findall(sql))


def written(sql: str, params: Sequence | None, many: bool = False) -> set[str]:
    """The keys of what a statement writes; empty for one that only reads, and for what readers never see."""
    match = _WRITE.match(sql)
    if not match or not tables.is_followed(match[1]):
        return set()
    table, verb = match[1], sql.lstrip()[:6].upper()
    if verb == "UPDATE" and _columns(sql) <= tables.UNSEEN.get(table, set()):
        return set()
    keys = {tables.whole(table)}
    every = params or [()]
    for one in every if many else [params or ()]:
        if verb == "INSERT":
            keys |= _inserted(sql, table, one)
        else:
            keys |= _changed(sql, table, verb, one)
    return keys


def _columns(sql: str) -> set[str]:
    found = _SET.search(sql)
    return {name for name, _simple in _SET_COLUMN.findall(found[1])} if found else {"?"}


def _inserted(sql: str, table: str, params: Sequence) -> set[str]:
    """A new row is seen where its owner is."""
    owners = tables.owners(table)
    if not owners:
        return set()
    found = _INSERTED.match(sql)
    columns = re.findall(r'"(\w+)"', found[1]) if found else []
    if found and found[2] is None:
        rows: Iterable = zip(*params, strict=True)
    elif found and found[2].count("%s") == len(params) and columns and len(params) % len(columns) == 0:
        rows = (params[start : start + len(columns)] for start in range(0, len(params), len(columns)))
    else:
        return {tables.unnamed(table)}
    return {
        tables.row(owners[column], value)
        for values in rows
        for column, value in zip(columns, values, strict=True)
        if column in owners and value is not None
    }


def _changed(sql: str, table: str, verb: str, params: Sequence) -> set[str]:
    """The rows that are named by their keys, and the owners that an UPDATE gives them."""
    if table not in tables.roots():
        return set()
    found = _SET.search(sql) if verb == "UPDATE" else _DELETED.search(sql)
    where = found[found.lastindex] if found and (verb == "DELETE" or found[2]) else ""
    named = re.fullmatch(
        rf'"{table}"\."{tables.key_column(table)}" (?:= %s|IN \(%s(?:, %s)*\))', where.strip().rstrip(";")
    )
    if not named:
        return {tables.unnamed(table)}
    count = where.count("%s")
    keys = {tables.row(tables.roots()[table], pk) for pk in params[len(params) - count :]}
    return keys | _new_owners(found[1], table, params) if verb == "UPDATE" else keys


def _new_owners(assigned: str, table: str, params: Sequence) -> set[str]:
    owners, keys, position = tables.owners(table), set(), 0
    if not owners:
        return set()
    for part in re.split(r', (?="\w+" = )', assigned):
        column = _SET_COLUMN.match(part)
        if column and column[1] in owners:
            if column[2] and params[position] is not None:
                keys.add(tables.row(owners[column[1]], params[position]))
            elif "%s" in part and not column[2]:
                keys.add(tables.unnamed(table))
        position += part.count("%s")
    return keys
