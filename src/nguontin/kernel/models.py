"""Rows that belong to no domain noun: counters of rate limits, leases of periodic work."""

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


class PeriodicLease(models.Model):
    """One row per periodic function: when it is due, and until when the worker that took it may take its time."""

    name = models.CharField(max_length=120, primary_key=True)
    due_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} {self.due_at:%Y-%m-%d %H:%M:%S}"
