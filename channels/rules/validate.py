"""A payload against the JSON Schema of its channel (2020-12), with one keyword of our own.

`maxBytes` is the length of a string in UTF-8; JSON Schema itself counts code points only.
"""

import json
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from channels.spec import schema_path

BOUNDS = ("minLength", "maxLength", "minItems", "maxItems", "maxBytes")


def _max_bytes(_validator: Any, limit: int, value: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and (size := len(value.encode())) > limit:
        yield ValidationError(f"{size} bytes, at most {limit}")


_Validator = extend(Draft202012Validator, {"maxBytes": _max_bytes})


@cache
def schema(key: str) -> dict[str, Any]:
    """The channel's schema; FileNotFoundError if it has none."""
    return json.loads(schema_path(key).read_text(encoding="utf-8"))


@cache
def _validator(key: str) -> Draft202012Validator:
    return _Validator(schema(key))


def violations(key: str, body: dict[str, Any], lifted: Collection[int] = ()) -> list[str]:
    """What is wrong with `body`, one line each, with the path; empty if it is a payload of the channel.

    A body that may take one of several shapes is told by the errors of the nearest. `lifted`: bounds that an operator
    has loosened; the schema knows the sourced ones only.
    """
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
