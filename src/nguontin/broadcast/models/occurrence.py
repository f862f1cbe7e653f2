"""One broadcast at one outlet at one time, with its outcome; and the maintained totals per day."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from nguontin.broadcast.states import Outcome


class Occurrence(models.Model):
    """``starts_at`` is exact. Every occurrence ends in played, partly, skipped or missed; the last three give a reason.

    ``told_by_server``: the outcome is the server's own conclusion (the box was silent, the broadcast was withdrawn);
    the box's evidence, should it still come, replaces it once. What a box has told never changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    broadcast = models.ForeignKey("broadcast.Broadcast", on_delete=models.PROTECT, related_name="occurrences")
    outlet = models.ForeignKey("broadcast.Outlet", on_delete=models.PROTECT, related_name="occurrences")
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+"
    )  # the commune: totals and scope without joins
    slot = models.ForeignKey("broadcast.Slot", null=True, on_delete=models.SET_NULL, related_name="+")
    session = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    starts_at = models.DateTimeField()
    planned_ms = models.PositiveIntegerField()
    local_day = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    reason = models.CharField(max_length=24, blank=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    played_ms = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    told_by_server = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "outlet", "session"], name="occurrence_once"),
            models.CheckConstraint(
                condition=Q(outcome="open", closed_at__isnull=True)
                | Q(outcome="played", closed_at__isnull=False)
                | (Q(outcome__in=["partly", "skipped", "missed"], closed_at__isnull=False) & ~Q(reason="")),
                name="outcome_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["outlet", "starts_at"]),
            models.Index(fields=["unit", "local_day"]),
            models.Index(fields=["starts_at"], condition=Q(outcome="open"), name="occurrence_open"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%d/%m %H:%M} {self.outcome}"


class DayTotal(models.Model):
    """Occurrences of one unit, day, class and outcome: kept up with each change of outcome; equals a recount."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    klass = models.CharField(max_length=8)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    count = models.IntegerField(default=0)
    played_ms = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day", "klass", "outcome"], name="day_total_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.outcome} {self.count}"
