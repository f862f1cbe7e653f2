"""What a loudspeaker signed about an occurrence: stored once, never changed (migration 0009)."""

from __future__ import annotations

from django.db import models


class Evidence(models.Model):
    """``id`` is uuid5 of the occurrence: evidence sent twice is one row. ``row`` is its canonical JSON.

    ``occurrence`` is null when the server knows none of that name (a plan changed while the line was cut): what
    sounded is kept all the same. The signed ``payload`` of a message stands in the first of its rows; the others name
    it by ``envelope_sha256``.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    occurrence = models.OneToOneField(
        "broadcast.Occurrence", null=True, on_delete=models.PROTECT, related_name="evidence"
    )
    device = models.ForeignKey("devices.Device", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8)
    reason = models.CharField(max_length=24, blank=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    played_ms = models.PositiveBigIntegerField(default=0)
    clock_error_ms = models.BigIntegerField(null=True)  # null: the clock was not known
    row = models.TextField()
    envelope_sha256 = models.CharField(max_length=64)
    signature = models.CharField(max_length=100)
    payload = models.BinaryField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["received_at"])]

    def __str__(self) -> str:
        return f"{self.occurrence_id} {self.outcome}"
