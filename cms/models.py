"""Signs of life of the background processes."""

from django.db import models


class Heartbeat(models.Model):
    """When a process last did its round; written by a task for `worker`, directly for `scheduler`."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
