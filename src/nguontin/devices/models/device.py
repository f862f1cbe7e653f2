"""The box behind an outlet: its public key, its broker login, what it reported; and the codes that enrol it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Device(models.Model):
    """At most one enrolled device per outlet. ``applied_*`` is what it reported, never what was sent."""

    outlet = models.ForeignKey("broadcast.Outlet", on_delete=models.PROTECT, related_name="devices")
    public_key = models.CharField(max_length=64)  # base64, 32 bytes
    kid = models.CharField(max_length=16)
    broker_hash = models.CharField(max_length=200)
    enrolled_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.TextField(blank=True)
    agent = models.CharField(max_length=60, blank=True)
    online = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)
    presence_seq = models.BigIntegerField(
        default=0
    )  # highest ``seq`` accepted per stream: what is not above it is a replay
    applied_seq = models.BigIntegerField(default=0)
    telemetry_seq = models.BigIntegerField(default=0)
    silent_since = models.DateTimeField(null=True)
    desired_version = models.PositiveIntegerField(default=0)
    desired_sha256 = models.CharField(max_length=64, blank=True)
    applied_version = models.PositiveIntegerField(default=0)
    applied_sha256 = models.CharField(max_length=64, blank=True)
    applied_at = models.DateTimeField(null=True)
    ready = models.BooleanField(default=False)
    missing_audio = models.PositiveIntegerField(default=0)
    refusals = models.JSONField(default=dict)  # reason → how many messages the device refused for it
    telemetry = models.JSONField(default=dict)
    last_sound_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outlet"], condition=Q(revoked_at=None), name="one_live_device_per_outlet"),
        ]
        indexes = [
            models.Index(fields=["online", "silent_since"], condition=Q(revoked_at=None), name="device_silence"),
        ]

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.kid}"

    @property
    def in_sync(self) -> bool:
        """Whether it stands on the programme that was signed for it, by the hash it reported itself."""
        return bool(self.desired_sha256) and self.applied_sha256 == self.desired_sha256


class EnrolCode(models.Model):
    """One cluster, one use, 24 h; for a cluster that is live a second person must agree (``agreed_by``)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outlet = models.ForeignKey("broadcast.Outlet", on_delete=models.CASCADE, related_name="enrol_codes")
    locked_secret = models.TextField()
    made_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    replaces_live = models.BooleanField(default=False)
    agreed_by = models.ForeignKey("units.Person", null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(agreed_by=None) | ~Q(agreed_by=F("made_by")), name="agreed_by_another"),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(replaces_live=False) | Q(agreed_by__isnull=False),
                name="live_cluster_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.expires_at:%d/%m %H:%M}"
