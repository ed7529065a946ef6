"""A payload against the JSON Schema of its channel (2020-12), with one keyword of our own.

`maxBytes` is the length of a string in UTF-8; JSON Schema itself counts code points only. A quick validator says whether
anything is wrong at all, a thorough one what.
"""

import json
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from channels.spec import schema_path

BOUNDS = ("minLength", "maxLength", "minItems", "maxItems", "maxBytes")


def _max_bytes(_validator: Any, limit: int, value: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and (size := len(value.encode())) > limit:
        yield ValidationError(f"{size} bytes, at most {limit}")


class _MaxBytes:
    """The same for the quick one."""

    def __init__(self, _parent: dict, limit: int, _path: list):
        self.limit = limit

    def validate(self, value: Any) -> None:
        if isinstance(value, str) and len(value.encode()) > self.limit:
            raise ValueError("too many bytes")


_Validator = extend(Draft202012Validator, {"maxBytes": _max_bytes})


@cache
def schema(key: str) -> dict[str, Any]:
    """The channel's schema; FileNotFoundError if it has none."""
    return json.loads(schema_path(key).read_text(encoding="utf-8"))


@cache
def _validator(key: str) -> Draft202012Validator:
    return _Validator(schema(key))


@cache
def _quick(key: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema(key), keywords={"maxBytes": _MaxBytes}, offline=True)


def violations(key: str, body: dict[str, Any], lifted: Collection[int] = ()) -> list[str]:
    """What is wrong with `body`, one line each, with the path; empty if it is a payload of the channel.

    A body that may take one of several shapes is told by the errors of the nearest. `lifted`: bounds that an operator
    has loosened; the schema knows the sourced ones only.
    """
    if _quick(key).is_valid(body):
        return []
    found = []
    for error in sorted(_validator(key).iter_errors(body), key=lambda error: list(map(str, error.absolute_path))):
        parts = _nearest(error) if error.context else [error]
        parts = [part for part in parts if part.validator not in BOUNDS or part.validator_value not in lifted]
        found += [f"{'/'.join(map(str, part.absolute_path)) or '(body)'}: {part.message[:300]}" for part in parts]
    return found


def _nearest(error: ValidationError) -> list[ValidationError]:
    branches: dict[Any, list[ValidationError]] = {}
    for part in error.context or []:
        branches.setdefault(part.schema_path[0], []).append(part)
    return min(branches.values(), key=len)
