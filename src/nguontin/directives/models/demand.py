"""A report that a paper asks for."""

from __future__ import annotations

from django.db import models


class ReportDemand(models.Model):
    """To whom and by when; ``recurrence`` as in Task."""

    directive = models.ForeignKey("directives.Directive", on_delete=models.CASCADE, related_name="report_demands")
    text = models.TextField()
    due = models.DateField(null=True, blank=True)
    recipient = models.CharField(max_length=300, blank=True)
    recurrence = models.CharField(max_length=20, blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due"])]

    def __str__(self) -> str:
        return self.text[:80]
