"""How long a title and a summary may be on each channel, as the adapters themselves judge it.

They are asked by way of a story whose words are far too long, and one whose words are far too short: so no
counter can say another thing than the check, whatever a spec calls its limit and for whichever form it holds.
"""

import logging
from collections.abc import Iterable
from functools import lru_cache

from channels import current_rules, messages
from channels.contract import Adapter, Finding
from stories.document import StoryDocument
from stories.text_limits import Field, TextLimit

log = logging.getLogger(__name__)

FIELDS: tuple[Field, ...] = ("title", "summary")
UNITS = ("chars", "cjk_width", "bytes")
# Longer than an author can write here (`stories.channel_blocks`).
LONG, SHORT = "长" * 1_001, "短"


def text_limits() -> list[TextLimit]:
    """In the order of the channels, named in the active language."""
    return [
        TextLimit(adapter.key, messages.channel_name(adapter.spec), *limit)
        for adapter in current_rules.current_adapters()
        for limit in _limits(adapter)
    ]


@lru_cache(maxsize=64)
def _limits(adapter: Adapter) -> tuple[tuple[Field, str, int, int | None, tuple[str, ...]], ...]:
    """`(field, unit, max, min, forms)`, the forms with the same limit together."""
    forms: dict[tuple[Field, str, int, int | None], list[str]] = {}
    for form in adapter.spec.forms:
        most, least = _judged(adapter, form, LONG, "max"), _judged(adapter, form, SHORT, "min")
        for field in FIELDS:
            if field in most:
                unit, maximum = most[field]
                forms.setdefault((field, unit, maximum, least.get(field, ("", None))[1]), []).append(form)
    return tuple((*limit, tuple(names)) for limit, names in forms.items())


def _judged(adapter: Adapter, form: str, words: str, bound: str) -> dict[str, tuple[str, int]]:
    """By field: the unit and the tightest bound that the adapter's findings name."""
    document = StoryDocument(story_id=0, translation_key="", language="zh-hans", form=form, title=words, summary=words)
    found: dict[str, tuple[str, int]] = {}
    for finding in _findings(adapter, document):
        params = dict(finding.params)
        if finding.field in FIELDS and not finding.block and params.get("unit") in UNITS and bound in params:
            unit, amount = str(params["unit"]), int(params[bound])
            if finding.field not in found or amount < found[finding.field][1]:
                found[finding.field] = (unit, amount)
    return found


def _findings(adapter: Adapter, document: StoryDocument) -> Iterable[Finding]:
    try:
        return adapter.check(document)
    except Exception:
        # The editor goes without this channel's counters; its readiness says what is wrong.
        log.exception("limits of %s could not be asked", adapter.key)
        return ()
