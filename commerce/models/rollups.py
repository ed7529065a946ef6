"""Sums of the ledger and the clicks by day, month and year, made by the worker so that no page has to add them up.

They hold nothing of their own: all can be thrown away and made again.
"""

from django.db import models


class Level(models.TextChoices):
    """Spans of days in China, from the longest."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class RollUp(models.Model):
    """What the ledger holds of one span for one combination of what `grouping` tells apart; the rest is empty.

    `buyers` and `orders` are roaring bitmaps of those with something left after returns. A buyer's number is the id
    of the first entry that names them, an order's that of its own first, so that a number never changes.
    """

    grouping = models.CharField(max_length=8)
    level = models.CharField(max_length=5, choices=Level.choices)
    start = models.DateField()
    # No foreign keys: the ledger's own keep what these name, and a constraint would be asked with every row.
    product_id = models.BigIntegerField(null=True)
    place_id = models.CharField(max_length=6, blank=True)
    story_id = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=20, blank=True)
    placement = models.CharField(max_length=64, blank=True)
    platform = models.CharField(max_length=8, blank=True)
    grams = models.BigIntegerField()
    fen = models.BigIntegerField()
    returned_fen = models.BigIntegerField()
    buyers = models.BinaryField()
    orders = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["grouping", "level", "start"])]


class ClickRollUp(models.Model):
    """How many clicks that count there were in one span, by what `grouping` tells apart of their links; the rest is
    empty."""

    grouping = models.CharField(max_length=8)
    level = models.CharField(max_length=5, choices=Level.choices)
    start = models.DateField()
    # Foreign keys for what offers and stories lead to; the links keep both.
    offer = models.ForeignKey(
        "products.Offer", null=True, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    story = models.ForeignKey(
        "stories.StoryPage",
        null=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    channel = models.CharField(max_length=20, blank=True)
    placement = models.CharField(max_length=64, blank=True)
    clicks = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["grouping", "level", "start"]),
            # A single story's: a busy year has a hundred thousand rows.
            models.Index(fields=["story", "grouping", "level", "start"]),
        ]


class RollUpMark(models.Model):
    """How far something is rolled up: rows up to and with the id `upto` are.

    `name` is a level of the ledger's, or `clicks`. The lease on a row lets one worker at a time roll up; in database
    time.
    """

    name = models.CharField(max_length=8, primary_key=True)
    upto = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)
    lease_owner = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
