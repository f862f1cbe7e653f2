"""One thing that happened. The database refuses UPDATE and DELETE (migration 0009)."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """Dotted verb, actor and object by id, names of the fields touched. Never a value or a resident's words."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    fields = models.JSONField(default=list)
    ids = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id"]),
            models.Index(fields=["unit_id", "at"]),
            models.Index(fields=["actor_id", "at"]),
            models.Index(fields=["verb", "at"]),
            models.Index(fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_type}:{self.object_id}"
