"""Rows that belong to no domain noun: the counters of rate limits."""

from __future__ import annotations

from django.db import models


class Throttle(models.Model):
    """How often something was tried in one window; the key is a keyed digest, never an address or a name."""

    key = models.CharField(max_length=64)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="throttle_once")]
        indexes = [models.Index(fields=["window"])]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.window:%H:%M} {self.count}"
