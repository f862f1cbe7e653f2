"""One unit's share of a task in one period, tracked by itself (the 56 communes are 56 rows)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nguontin.directives.states import AssignmentState
from nguontin.kernel.machine import StatefulModel


class Assignment(StatefulModel):
    """``period`` is "" for a task done once, else "2026", "2026-Q3" or "2026-11"."""

    task = models.ForeignKey("directives.Task", on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=10, choices=AssignmentState.choices, default=AssignmentState.OPEN)
    period = models.CharField(max_length=8, blank=True)
    due = models.DateField(_("hạn"), null=True, blank=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "unit", "period"], name="assignment_once")]
        indexes = [models.Index(fields=["unit", "state", "due"])]

    def __str__(self) -> str:
        return f"{self.unit}: {self.task}"


class ProgressNote(models.Model):
    """A word on how it goes."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey("units.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:80]
