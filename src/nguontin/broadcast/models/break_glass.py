"""One person airing an alarm alone: reason, second factor, bounds, and the review that must follow."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class BreakGlass(models.Model):
    """Open until another person reviewed it; while one is open the same person cannot break glass again."""

    person = models.ForeignKey("units.Person", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    factor_at = models.DateTimeField()
    at = models.DateTimeField()
    max_repeats = models.PositiveSmallIntegerField()
    max_minutes = models.PositiveSmallIntegerField()
    reviewed_by = models.ForeignKey("units.Person", null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.TextField(blank=True)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(reviewed_at=None), name="one_open_break_glass"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("person")), name="reviewed_by_another"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="break_glass_has_reason"),
            models.CheckConstraint(
                condition=Q(max_repeats__lte=10, max_minutes__lte=30), name="break_glass_is_bounded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.at:%Y-%m-%d %H:%M}"
