"""Desired state per cluster, and the outbox: rows that survive a crash between deciding and sending."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class DesiredState(models.Model):
    """A programme body as canonical JSON; made only when something changed."""

    outlet = models.ForeignKey("broadcast.Outlet", on_delete=models.CASCADE, related_name="desired_states")
    version = models.PositiveIntegerField()
    body = models.TextField()
    body_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "version"], name="desired_version")]

    def __str__(self) -> str:
        return f"{self.outlet_id} v{self.version}"


class ProgrammeMark(models.Model):
    """What the newest desired state of an outlet was computed from; a difference means that it must be computed again.

    ``seen_changed_at`` is the outlet's ``programme_changed_at`` as it was read, ``day`` the first local day of the
    horizon, ``content_sha256`` the body's hash without its version ("" forces a new version).
    """

    outlet = models.OneToOneField(
        "broadcast.Outlet", on_delete=models.CASCADE, primary_key=True, related_name="programme_mark"
    )
    seen_changed_at = models.DateTimeField(null=True)
    day = models.DateField()
    version = models.PositiveIntegerField(default=0)
    content_sha256 = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.outlet_id} v{self.version}"


class Outgoing(models.Model):
    """A message to be signed and published. ``body``: canonical JSON of a command; a programme's is in ``desired``."""

    class Kind(models.TextChoices):
        """Downward message types that pass through the outbox."""

        KEYS = "keys"
        PROGRAMME = "programme"
        URGENT = "urgent"
        STOP = "stop"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    target = models.CharField(max_length=60)
    desired = models.ForeignKey(DesiredState, null=True, on_delete=models.CASCADE, related_name="outgoing")
    broadcast = models.ForeignKey("broadcast.Broadcast", null=True, on_delete=models.PROTECT, related_name="+")
    ordered_by = models.ForeignKey("units.Person", null=True, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    envelope = models.BinaryField(null=True)
    payload_sha256 = models.CharField(max_length=64, blank=True)
    signed_at = models.DateTimeField(null=True)
    refused = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(published_at__isnull=True, refused=""), name="outgoing_waiting"),
            models.Index(fields=["payload_sha256"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"
