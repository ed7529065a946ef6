"""The feed of a channel: one number after another, none ever skipped by a reader."""

from django.db import models


class ChannelFeed(models.Model):
    """The row whose lock orders a channel's entries. `epoch` changes when a backup is restored."""

    channel = models.CharField(max_length=20, primary_key=True)
    epoch = models.CharField(max_length=16)
    last_number = models.PositiveBigIntegerField(default=0)


class FeedOp(models.TextChoices):
    UPSERT = "upsert"
    WITHDRAW = "withdraw"


class FeedEntry(models.Model):
    """`number` is taken under the lock of `ChannelFeed`, last thing before commit (`channels.feed.append`)."""

    channel = models.CharField(max_length=20)
    number = models.PositiveBigIntegerField()
    op = models.CharField(max_length=8, choices=FeedOp.choices)
    story = models.ForeignKey("stories.StoryPage", on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey("channels.Edition", null=True, on_delete=models.PROTECT, related_name="entries")
    version = models.PositiveIntegerField()
    etag = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=255, blank=True)
    # Of a withdrawal: the verification that ended, where one did.
    verification = models.ForeignKey("products.Verification", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["channel", "number"]
        # Readers get the newest entry of each story (`channels.feed.read`).
        indexes = [models.Index(fields=["channel", "story", "number"], name="newest_entry_of_a_story")]
        constraints = [models.UniqueConstraint(fields=["channel", "number"], name="one_entry_of_a_number")]


class FeedFetch(models.Model):
    """That a channel had read its feed up to `number` when it asked for what comes after, first at `at`."""

    channel = models.CharField(max_length=20)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "number"], name="one_fetch_of_a_number")]
