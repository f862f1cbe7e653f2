"""What a loudspeaker signed about an occurrence: stored once, never changed (migration 0002)."""

from __future__ import annotations

from django.db import models


class Evidence(models.Model):
    """``id`` is uuid5 of the occurrence: the same evidence sent twice is one row. ``row`` is the evidence's canonical JSON."""

    id = models.UUIDField(primary_key=True, editable=False)
    occurrence = models.OneToOneField("broadcast.Occurrence", on_delete=models.PROTECT, related_name="evidence")
    device = models.ForeignKey("devices.Device", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8)
    reason = models.CharField(max_length=24, blank=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    played_ms = models.PositiveIntegerField(default=0)
    clock_error_ms = models.IntegerField(default=0)
    row = models.TextField()
    envelope_sha256 = models.CharField(max_length=64)
    signature = models.CharField(max_length=100)
    payload = models.BinaryField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["received_at"])]

    def __str__(self) -> str:
        return f"{self.occurrence_id} {self.outcome}"
