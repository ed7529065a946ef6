"""Stream blocks that answer a form which did not arrive whole with a 400."""

from django.core.exceptions import BadRequest
from wagtail import blocks


class WholeStreamBlock(blocks.StreamBlock):
    def value_from_datadict(self, data, files, prefix):
        try:
            return super().value_from_datadict(data, files, prefix)
        except (KeyError, ValueError) as error:
            # A form that was cut off on its way, or made by hand.
            raise BadRequest(prefix) from error
