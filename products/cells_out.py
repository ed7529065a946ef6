"""Texts in spreadsheets that leave the house: a cell that would begin a formula is kept a text."""

# What makes a spreadsheet program compute a cell instead of showing it.
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain(value) -> object:
    """Return what may stand in a cell: text that would compute marked as text, everything else as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_BEGINS_FORMULA) else value


class PlainExport:
    """Before a Wagtail view that exports: Wagtail writes CSV cells as they are, also those strangers wrote."""

    def preprocess_field_value(self, field, value, export_format):
        return plain(super().preprocess_field_value(field, value, export_format))
