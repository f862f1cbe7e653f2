"""A day to be marked (ngày kỷ niệm), solar or lunar, from a paper or entered by hand."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Observance(models.Model):
    """``year`` is empty for a day of every year; ``first_year`` is the event's own: "71 năm" is counted anew."""

    directive = models.ForeignKey(
        "directives.Directive", null=True, blank=True, on_delete=models.SET_NULL, related_name="observances"
    )
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="observances")
    title = models.CharField(max_length=300)
    day = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    lunar = models.BooleanField(default=False)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["month", "day"])]
        constraints = [
            models.CheckConstraint(condition=Q(month__range=(1, 12), day__range=(1, 31)), name="observance_is_a_day"),
        ]

    def __str__(self) -> str:
        return self.title
