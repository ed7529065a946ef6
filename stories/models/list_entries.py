"""In which public lists a story stands, so that a list of any length reads its first rows by an index."""

from django.db import models


class ListEntry(models.Model):
    """A story before the public, in one list. Derived from releases; written by `stories.listing` alone.

    `list` is a key of `stories.listing`. `published` is when the story first went out, by which lists are ordered.
    """

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="list_entries")
    release = models.ForeignKey("stories.Release", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    list = models.CharField(max_length=120)
    published = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "list"], name="a_list_holds_a_story_once")]
        indexes = [models.Index(fields=["list", "language", "-published", "-story"], name="newest_of_a_list")]

    def __str__(self) -> str:
        return f"{self.list}: {self.story_id}"
