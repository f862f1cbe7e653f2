"""One alarm: cause, area, words (its bulletin), repeats."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from nguontin.alarms.states import AlarmState, Cause
from nguontin.kernel.machine import StatefulModel


class Alarm(StatefulModel):
    """``command`` on the wire is the broadcast's id; repeats every ``every_s`` seconds, ``repeats`` times."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="alarms")
    bulletin = models.OneToOneField("bulletins.Bulletin", on_delete=models.PROTECT, related_name="alarm")
    broadcast = models.OneToOneField("broadcast.Broadcast", null=True, on_delete=models.PROTECT, related_name="alarm")
    state = models.CharField(max_length=10, choices=AlarmState.choices, default=AlarmState.PREPARED)
    cause = models.CharField(max_length=10, choices=Cause.choices)
    repeats = models.PositiveSmallIntegerField(default=3, validators=[MinValueValidator(1), MaxValueValidator(10)])
    every_s = models.PositiveIntegerField(default=300, validators=[MinValueValidator(30)])
    raised_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_cause_display()} {self.raised_at:%d/%m %H:%M}"
