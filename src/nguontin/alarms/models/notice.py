"""Who was told of a broken glass, and when it was seen."""

from __future__ import annotations

from django.db import models


class Notice(models.Model):
    """One row per person told; ``escalation`` when it went up after 24 h unreviewed."""

    break_glass = models.ForeignKey("broadcast.BreakGlass", on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey("units.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    escalation = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["break_glass", "person", "escalation"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.break_glass_id} {self.person_id}"
