"""System checks: the registry of adapters, its specs and schemas fit together."""

from collections import Counter

from django.core.checks import CheckMessage, Error, register

from channels import adapters
from channels.spec import schema_path, spec_path


@register("channels")
def check_registry(app_configs=None, **kwargs) -> list[CheckMessage]:
    """Keys and link letters are unique, and each adapter has a spec of its own key and a schema.

    A package whose channel was left out is an error here, not a crash at start: the others go on.
    """
    registered = adapters.ADAPTERS
    errors: list[CheckMessage] = [
        Error(f"Two adapters have the {what} “{value}”.", id=f"channels.{id_}")
        for what, id_, values in (
            ("key", "E001", [adapter.key for adapter in registered]),
            ("link letters", "E002", [adapter.spec.code for adapter in registered]),
        )
        for value, times in Counter(values).items()
        if times > 1
    ]
    for adapter in registered:
        if not spec_path(adapter.key).is_file():
            errors.append(Error(f"The channel “{adapter.key}” has no spec file.", id="channels.E003"))
        if adapter.spec.key != adapter.key:
            text = f"The adapter “{adapter.key}” uses the spec of “{adapter.spec.key}”."
            errors.append(Error(text, id="channels.E004"))
        if not schema_path(adapter.key).is_file():
            errors.append(Error(f"The channel “{adapter.key}” has no JSON schema.", id="channels.E005"))
        if adapter.spec.code == "we":
            text = f"The link letters of “{adapter.key}” are those of our own site."
            errors.append(Error(text, id="channels.E006"))
    errors += [Error(fault, id="channels.E007") for fault in adapters.FAULTS]
    return errors
