"""A broadcast as a podcast episode: one MP3 with all its languages, because podcast apps do not take Opus."""

from __future__ import annotations

from django.db import models


class Episode(models.Model):
    """``sha256`` names the MP3 on the shelf "podcast"; made once per broadcast by the worker."""

    broadcast = models.OneToOneField("broadcast.Broadcast", on_delete=models.CASCADE, related_name="episode")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.broadcast_id} {self.size}"
