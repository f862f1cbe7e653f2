"""The approved thing: a frozen copy of one revision with its targets. The database refuses changes (migration 0009)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from nguontin.broadcast.states import AcceptanceState, BroadcastState
from nguontin.bulletins.states import BulletinClass
from nguontin.kernel.machine import StatefulModel


class Broadcast(StatefulModel):
    """``digest`` is the revision's; ``content`` its canonical JSON as text. Approved by a review, or by breaking glass.

    An urgent one plays ``repeats`` times, ``every_s`` seconds from start to start, for one of the causes of Circular
    39/2020 (``cause``: disaster, fire, epidemic, rescue). ``duration_ms`` counts the pauses between languages.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="broadcasts")
    bulletin = models.ForeignKey("bulletins.Bulletin", on_delete=models.PROTECT, related_name="broadcasts")
    revision = models.OneToOneField("bulletins.Revision", on_delete=models.PROTECT, related_name="broadcast")
    review = models.OneToOneField("bulletins.Review", null=True, on_delete=models.PROTECT, related_name="broadcast")
    break_glass = models.OneToOneField(
        "broadcast.BreakGlass", null=True, on_delete=models.PROTECT, related_name="broadcast"
    )
    state = models.CharField(max_length=10, choices=BroadcastState.choices, default=BroadcastState.LIVE)
    klass = models.CharField(max_length=8, choices=BulletinClass.choices)
    title = models.CharField(max_length=200)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    duration_ms = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    approved_at = models.DateTimeField()
    repeats = models.PositiveSmallIntegerField(default=1)
    every_s = models.PositiveIntegerField(default=0)
    cause = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(review__isnull=False, break_glass__isnull=True)
                | Q(review__isnull=True, break_glass__isnull=False),
                name="approved_by_review_or_broken_glass",
            ),
            models.CheckConstraint(
                condition=Q(klass="urgent", cause__in=["disaster", "fire", "epidemic", "rescue"])
                | Q(klass__in=["ordinary", "priority"], cause="", repeats=1),
                name="only_urgent_has_a_cause",
            ),
            models.CheckConstraint(
                condition=Q(break_glass__isnull=True) | Q(klass="urgent"), name="glass_is_broken_for_alarms_only"
            ),
            models.CheckConstraint(condition=Q(valid_from__lte=models.F("valid_to")), name="broadcast_validity"),
        ]
        indexes = [models.Index(fields=["unit", "-approved_at"]), models.Index(fields=["state", "valid_to"])]

    def __str__(self) -> str:
        return self.title


class BroadcastAudio(models.Model):
    """One language's sound, in the order of playing: what may be fetched by hash without a login."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.PROTECT, related_name="audio")
    position = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    duration_ms = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["broadcast", "position"], name="broadcast_audio_position")]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.language} {self.sha256[:12]}"


class BroadcastTarget(models.Model):
    """A unit whose outlets (of its whole subtree) the broadcast is for."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.PROTECT, related_name="targets")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["broadcast", "unit"], name="target_once")]

    def __str__(self) -> str:
        return f"{self.broadcast_id} {self.unit_id}"


class Acceptance(StatefulModel):
    """One station and one broadcast: waiting for the commune, or placed: in ``slots``, unless in ``all_slots``."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.PROTECT, related_name="acceptances")
    station = models.ForeignKey("broadcast.Station", on_delete=models.PROTECT, related_name="acceptances")
    state = models.CharField(max_length=10, choices=AcceptanceState.choices, default=AcceptanceState.WAITING)
    all_slots = models.BooleanField(default=True)
    slots = models.ManyToManyField("broadcast.Slot", blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["broadcast", "station"], name="acceptance_once")]
        indexes = [models.Index(fields=["station", "state"])]

    def __str__(self) -> str:
        return f"{self.station_id} {self.broadcast_id} {self.state}"
