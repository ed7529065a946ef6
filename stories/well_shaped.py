"""Stored values of blocks, brought into the shape that Wagtail expects before it reads them.

Imports, the API and old versions may leave anything in a stream; Wagtail's own blocks raise on what they do not
expect, and the editor would not open. What cannot be used becomes empty, and the builder says so as a gap.
"""

from collections.abc import Mapping
from typing import Any

from wagtail import blocks


class WellShaped:
    """Mixin for the blocks of a stream, before Wagtail's own class."""

    def to_python(self, value):
        return super().to_python(well_shaped(self, value))

    def bulk_to_python(self, values):
        return super().bulk_to_python([well_shaped(self, value) for value in values])


def well_shaped(block: Any, value: Any) -> Any:
    """`value` as it is where it fits the block, else the nearest that does."""
    if isinstance(block, blocks.StructBlock):
        fields = value if isinstance(value, Mapping) else {}
        known = block.child_blocks
        return {name: well_shaped(known[name], given) for name, given in fields.items() if name in known}
    if isinstance(block, blocks.ListBlock):
        return [_item(block.child_block, item) for item in value] if isinstance(value, list) else []
    if isinstance(block, blocks.ChooserBlock):
        return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63 else None
    if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RichTextBlock | blocks.ChoiceBlock):
        return value if isinstance(value, str) else ""
    return value


def _item(block: Any, item: Any) -> Any:
    """An item of a list, bare or wrapped as Wagtail stores it."""
    wrapped = isinstance(item, Mapping) and "value" in item and "type" in item and "id" in item
    return {**item, "value": well_shaped(block, item["value"])} if wrapped else well_shaped(block, item)
